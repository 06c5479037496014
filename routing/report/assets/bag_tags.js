/* Another paper for the same tags; without script the first one stands. */
(function () {
  "use strict";
  var tags = document.querySelector(".tags");
  var paper = document.getElementById("paper");
  document.querySelectorAll(".choose input").forEach(function (input) {
    input.addEventListener("change", function () {
      tags.className = "tags paper-" + input.value;
      paper.textContent = "@page { " + input.dataset.page + " }";
    });
  });
  document.querySelector(".choose button").addEventListener("click", function () {
    window.print();
  });
})();
