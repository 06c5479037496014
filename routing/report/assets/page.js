(function () {
  "use strict";
  var data = JSON.parse(document.getElementById("map-data").textContent);
  var live = document.getElementById("live");
  var still = document.getElementById("still");
  var chips = Array.from(document.querySelectorAll("[data-show]"));
  var blocks = Array.from(document.querySelectorAll("details[data-route]"));
  var rows = Array.from(document.querySelectorAll(".timeline [data-route]"));
  var colours = {};
  var lines = [];
  var marks = [];
  var map = null;
  var FEW = 6;
  var size = data.sites.length > 300 ? 0.6 : 1;

  function hint(site) {
    var box = document.createElement("div");
    var name = document.createElement("strong");
    name.textContent = site.name;
    var text = document.createElement("div");
    text.textContent = site.text;
    box.append(name, text);
    return box;
  }

  function label(text) {
    var box = document.createElement("span");
    box.textContent = text;
    return box;
  }

  function addRoute(route) {
    colours[route.number] = route.colour;
    route.lines.forEach(function (line) {
      var shape = L.polyline(line.at, {
        color: route.colour, weight: 3.5, opacity: 0.85, dashArray: line.dash ? "8 7" : null
      }).addTo(map);
      shape.bindTooltip(label(route.number + " · " + route.label), { sticky: true });
      shape.on("click", function () { show(route.number); });
      lines.push({ routes: [route.number], shape: shape, opacity: 0.85 });
    });
  }

  function addSite(site) {
    var big = site.level === "centre" || site.level === "hub";
    var served = site.routes.length > 0;
    var shape = L.circleMarker(site.at, {
      radius: size * (big ? 9 : site.items ? Math.min(5 + Math.sqrt(site.items) / 3, 10) : 3.5),
      color: site.left ? "#b00d1a" : big ? "#14202b" : "#ffffff",
      weight: site.left || big ? 3 : 1.5,
      fillColor: served ? colours[site.routes[0]] : site.level === "centre" ? "#14202b" : big ? "#ffffff" : "#b3bdc6",
      fillOpacity: site.left && !served ? 0.25 : 1
    }).addTo(map);
    shape.bindTooltip(hint(site));
    marks.push({ routes: site.routes, shape: shape, big: big });
    if (big || data.sites.length <= 60) {
      L.tooltip({ permanent: true, direction: "right", offset: [9, 0],
        className: big ? "place" : "place small", interactive: false }).setLatLng(site.at).setContent(label(site.name)).addTo(map);
    }
  }

  function show(number) {
    chips.forEach(function (chip) {
      chip.setAttribute("aria-pressed", String(Number(chip.dataset.show) === number));
    });
    lines.forEach(function (line) {
      var on = !number || line.routes.indexOf(number) >= 0;
      line.shape.setStyle({ opacity: on ? line.opacity : 0.06 });
    });
    marks.forEach(function (mark) {
      var on = !number || mark.big || mark.routes.indexOf(number) >= 0;
      mark.shape.setStyle({ opacity: on ? 1 : 0.15, fillOpacity: on ? 1 : 0.15 });
    });
    rows.forEach(function (row) {
      row.classList.toggle("off", number > 0 && Number(row.dataset.route) !== number);
    });
    blocks.forEach(function (block) {
      block.open = number ? Number(block.dataset.route) === number : blocks.length <= FEW;
    });
    document.documentElement.dataset.shown = String(number);
  }

  function draw() {
    if (!data.sites.length) { return; }
    live.hidden = false;
    still.hidden = true;
    map = L.map(live, {
      preferCanvas: true, zoomSnap: 0.25, minZoom: -6, maxZoom: 18, scrollWheelZoom: false,
      crs: data.sketch ? L.CRS.Simple : L.CRS.EPSG3857
    });
    map.attributionControl.setPrefix(false);
    map.fitBounds(L.latLngBounds(data.sites.map(function (site) { return site.at; })),
      { padding: [28, 28] });
    if (!data.sketch) { L.control.scale({ imperial: false }).addTo(map); }
    data.routes.forEach(addRoute);
    data.sites.forEach(addSite);
  }

  draw();
  chips.forEach(function (chip) {
    chip.addEventListener("click", function () { show(Number(chip.dataset.show)); });
  });
  var closed = [];
  window.addEventListener("beforeprint", function () {
    closed = blocks.filter(function (block) { return !block.open; });
    closed.forEach(function (block) { block.open = true; });
  });
  window.addEventListener("afterprint", function () {
    closed.forEach(function (block) { block.open = false; });
  });
  show(0);
  document.documentElement.dataset.ready = String(lines.length + "/" + marks.length);
}());
