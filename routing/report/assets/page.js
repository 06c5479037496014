(function () {
  "use strict";
  var data = JSON.parse(document.getElementById("map-data").textContent);
  var live = document.getElementById("live");
  var still = document.getElementById("still");
  var readout = document.getElementById("readout");
  var choose = document.getElementById("choose");
  var chips = Array.from(document.querySelectorAll("[data-show]"));
  var blocks = Array.from(document.querySelectorAll("details[data-route]"));
  document.querySelectorAll(".spent tbody tr").forEach(function (row, at) {
    // The last line adds all routes up: it goes when one is shown alone.
    row.dataset.route = row.nextElementSibling ? String(at + 1) : "0";
  });
  var parts = Array.from(document.querySelectorAll("[data-route]"));
  var groups = {};
  var colours = {};
  var marks = [];
  var names = [];
  var map = null;
  var whole = null;
  var shown = 0;
  var FEW = 6;
  var MANY_NAMES = 250;
  var size = data.sites.length > 300 ? 0.6 : 1;

  // Each state of a site has a shape of its own: it reads without colour.
  var SHAPES = {
    served: function (pen, x, y, r) { pen.arc(x, y, r, 0, Math.PI * 2); },
    idle: function (pen, x, y, r) { pen.arc(x, y, r * 0.7, 0, Math.PI * 2); },
    part: function (pen, x, y, r) {
      var s = r + 1.5;
      pen.moveTo(x, y - s); pen.lineTo(x + s, y); pen.lineTo(x, y + s); pen.lineTo(x - s, y);
      pen.closePath();
    },
    none: function (pen, x, y, r) {
      var c = r * 0.6;
      pen.rect(x - r, y - r, 2 * r, 2 * r);
      pen.moveTo(x - c, y - c); pen.lineTo(x + c, y + c);
      pen.moveTo(x + c, y - c); pen.lineTo(x - c, y + c);
    },
    hub: function (pen, x, y, r) {
      pen.moveTo(x, y - r); pen.lineTo(x + r, y + r * 0.8); pen.lineTo(x - r, y + r * 0.8);
      pen.closePath();
    },
    centre: function (pen, x, y, r) { pen.rect(x - r, y - r, 2 * r, 2 * r); },
    snow: function (pen, x, y, r) {
      var cx = x - 16, cy = y, a = r * 0.65, b = r * 0.37, c = r * 0.75;
      pen.arc(cx, cy, r, 0, Math.PI * 2);
      pen.moveTo(cx, cy - c); pen.lineTo(cx, cy + c);
      pen.moveTo(cx - a, cy - b); pen.lineTo(cx + a, cy + b);
      pen.moveTo(cx - a, cy + b); pen.lineTo(cx + a, cy - b);
    },
    arrow: function (pen, x, y, r, turn) {
      [0, 2.4, -2.4].forEach(function (corner, at) {
        var to = [x + r * Math.cos(turn + corner), y + r * Math.sin(turn + corner)];
        if (at) { pen.lineTo(to[0], to[1]); } else { pen.moveTo(to[0], to[1]); }
      });
      pen.closePath();
    }
  };
  var Mark = L.CircleMarker.extend({
    _updatePath: function () {
      var renderer = this._renderer;
      if (!renderer._drawing || this._empty()) { return; }
      renderer._ctx.beginPath();
      SHAPES[this.options.sign](renderer._ctx, this._point.x, this._point.y, this._radius, this.options.turn);
      renderer._fillStroke(renderer._ctx, this);
    }
  });

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

  // A handover points to where its goods go; the arrow is clear of the mark there.
  function addArrow(at, colour, group) {
    var ends = at.map(function (place) { return map.project(place, 10); });
    var by = ends[1].subtract(ends[0]);
    new Mark(map.unproject(ends[0].add(by.multiplyBy(0.62)), 10), {
      sign: "arrow", turn: Math.atan2(by.y, by.x), radius: 8, weight: 1, color: "#ffffff",
      fillColor: colour, fillOpacity: 1, opacity: 1, interactive: false
    }).addTo(group);
  }

  function addLine(line, colour, group) {
    function draw(options) { L.polyline(line.at, options).addTo(group); }
    if (line.kind === "bus") {
      draw({ color: colour, weight: 7, opacity: 1, lineCap: "butt" });
      draw({ color: "#ffffff", weight: 3, opacity: 1, lineCap: "butt", dashArray: "7 7" });
    } else if (line.kind === "empty") {
      draw({ color: colour, weight: 1.6, opacity: 1 });
    } else if (line.kind === "walk") {
      draw({ color: colour, weight: 2, opacity: 1, dashArray: "2 4" });
    } else if (line.kind === "handover") {
      draw({ color: colour, weight: 4, opacity: 1, dashArray: "0.1 8" });
      addArrow(line.at, colour, group);
    } else {
      draw({ color: colour, weight: 3.5, opacity: 0.85, dashArray: line.dash || null });
    }
  }

  function addRoute(route) {
    var group = L.featureGroup();
    colours[route.number] = route.colour;
    route.lines.forEach(function (line) { addLine(line, route.colour, group); });
    group.bindTooltip(label(route.label), { sticky: true });
    group.on("click", function () { show(route.number); });
    groups[route.number] = group.addTo(map);
  }

  function addTag(tag) {
    var tip = L.tooltip({ permanent: true, direction: "top", offset: [0, -10],
      className: tag.matters ? "tag" : "tag pale", interactive: false });
    names.push({ parts: tag.parts, rank: tag.matters ? 1.5 : -1, size: 0, routes: [],
      name: tip.setLatLng(tag.at).setContent(label(told(tag))).addTo(map) });
  }

  // What others do at a place is not said while one is shown alone.
  function told(tag) {
    return tag.parts.filter(function (part) {
      return !shown || part.routes.indexOf(shown) >= 0;
    }).map(function (part) { return part.text; }).join("·");
  }

  function tellTags() {
    names.forEach(function (row) {
      if (row.parts) { row.name.setContent(label(told(row))); }
    });
  }

  function look(site) {
    var big = site.level === "centre" ? "centre" :
      site.level === "hub" || site.level === "station" ? "hub" : "";
    var colour = site.routes.length ? colours[site.routes[0]] : "#8a97a3";
    var fill = big === "centre" ? "#14202b" : colour;
    if (!big && (site.state === "idle" || site.state === "none")) { fill = "#ffffff"; }
    return {
      big: Boolean(big), sign: big || site.state, fillColor: fill, fillOpacity: 1,
      radius: size * (big ? 9 : site.size),
      color: site.left ? "#b00d1a" : site.state === "idle" && !big ? "#8a97a3" : "#ffffff",
      weight: site.left ? 2.4 : 1.5
    };
  }

  function addSite(site) {
    var options = look(site);
    var shape = new Mark(site.at, options).addTo(map);
    shape.bindTooltip(hint(site));
    marks.push({ routes: site.routes, shape: shape, big: options.big, snow: site.cold ?
      new Mark(site.at, { sign: "snow", radius: 6.5, weight: 1.5, color: "#0a58ca",
        fillColor: "#ffffff", fillOpacity: 1, interactive: false }).addTo(map) : null });
    if (options.big || data.sites.length <= MANY_NAMES) {
      names.push({ routes: site.routes, rank: site.level === "centre" ? 2 : options.big ? 1 : 0,
        size: site.size, name: L.tooltip({ permanent: true, direction: "right", offset: [9, 0],
          className: options.big ? "place" : "place small", interactive: false
        }).setLatLng(site.at).setContent(label(site.name)).addTo(map) });
    }
  }

  // Names that would cover one another are left out; nearer by, more of them fit.
  function tidyNames() {
    var taken = [];
    var boxes = names.map(function (row) { return row.name.getElement().getBoundingClientRect(); });
    names.forEach(function (row, at) {
      var box = boxes[at];
      var on = row.parts ? told(row) !== "" :
        !shown || row.rank > 0 || row.routes.indexOf(shown) >= 0;
      var free = on && taken.every(function (other) {
        return box.left > other.right || box.right < other.left ||
          box.top + 4 > other.bottom || box.bottom < other.top + 4;
      });
      if (free) { taken.push(box); }
      row.name.getElement().classList.toggle("away", !free);
    });
  }

  function showOnMap(number) {
    data.routes.forEach(function (route) {
      var on = !number || route.number === number;
      if (on) { groups[route.number].addTo(map); } else { groups[route.number].remove(); }
    });
    marks.forEach(function (mark) {
      var on = !number || mark.big || mark.routes.indexOf(number) >= 0;
      mark.shape.setStyle({ opacity: on ? 1 : 0.2, fillOpacity: on ? 1 : 0.2 });
      mark.shape.bringToFront();
      if (mark.snow) {
        mark.snow.setStyle({ opacity: on ? 1 : 0.2, fillOpacity: on ? 1 : 0.2 });
        mark.snow.bringToFront();
      }
    });
    var bounds = number ? groups[number].getBounds() : whole;
    tellTags();
    if (bounds.isValid()) { map.fitBounds(bounds, { padding: [28, 28], animate: false }); }
    tidyNames();
  }

  // Places that several carriers share name all their numbers.
  function isOf(part, number) {
    return part.dataset.route.split(" ").indexOf(String(number)) >= 0;
  }

  function show(number) {
    shown = number;
    chips.forEach(function (chip) {
      chip.setAttribute("aria-pressed", String(Number(chip.dataset.show) === number));
    });
    if (choose) { choose.value = String(number); }
    // What is hidden here stays hidden on paper.
    parts.forEach(function (part) {
      part.classList.toggle("off", number > 0 && !isOf(part, number));
    });
    blocks.forEach(function (block) {
      block.open = number ? isOf(block, number) : blocks.length <= FEW;
    });
    if (map) { showOnMap(number); }
    document.documentElement.dataset.shown = String(number);
  }

  function step(by) {
    var count = data.routes.length + 1;
    show((shown + by + count) % count);
  }

  // report.html#route-3 shows the third route alone.
  function showNamed() {
    var named = /^#route-(\d+)$/.exec(window.location.hash);
    var number = named ? Number(named[1]) : 0;
    show(number > data.routes.length ? 0 : number);
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
    whole = L.latLngBounds(data.sites.map(function (site) { return site.at; }));
    map.fitBounds(whole, { padding: [28, 28] });
    if (!data.sketch) { L.control.scale({ imperial: false }).addTo(map); }
    data.routes.forEach(addRoute);
    data.sites.forEach(addSite);
    data.tags.forEach(addTag);
    names.sort(function (a, b) { return b.rank - a.rank || b.size - a.size; });
    map.on("zoomend", tidyNames);
  }

  function read(bar) {
    document.querySelectorAll(".timeline g.at").forEach(function (other) {
      other.classList.remove("at");
    });
    if (!bar) { return; }
    bar.classList.add("at");
    var row = bar.closest("tr").querySelector("th");
    var sign = row.querySelector(".badge").textContent;
    var name = row.textContent.slice(sign.length);
    readout.textContent = sign + " " + name + " · " + bar.querySelector("title").textContent;
  }

  function followKeys(line) {
    var bars = Array.from(line.querySelectorAll("g"));
    var at = -1;
    line.addEventListener("keydown", function (event) {
      var by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
      if (!by) { return; }
      event.preventDefault();
      at = Math.min(Math.max(at + by, 0), bars.length - 1);
      read(bars[at]);
    });
    line.addEventListener("blur", function () { read(null); });
  }

  function listen() {
    chips.forEach(function (chip) {
      chip.addEventListener("click", function () { show(Number(chip.dataset.show)); });
    });
    document.querySelectorAll("[data-step]").forEach(function (button) {
      button.addEventListener("click", function () { step(Number(button.dataset.step)); });
    });
    if (choose) {
      choose.addEventListener("change", function () { show(Number(choose.value)); });
    }
    document.querySelectorAll(".timeline tbody svg").forEach(followKeys);
    var table = document.querySelector(".timeline tbody");
    if (table) {
      readout.hidden = false;
      table.addEventListener("mouseover", function (event) {
        var bar = event.target.closest("g");
        if (bar) { read(bar); }
      });
    }
    window.addEventListener("hashchange", function () {
      if (/^#route-/.test(window.location.hash)) { showNamed(); }
    });
    var closed = [];
    window.addEventListener("beforeprint", function () {
      closed = blocks.filter(function (block) {
        return !block.open && !block.classList.contains("off");
      });
      closed.forEach(function (block) { block.open = true; });
    });
    window.addEventListener("afterprint", function () {
      closed.forEach(function (block) { block.open = false; });
    });
  }

  document.documentElement.classList.add("js");
  // Many tables are folded first: the map then need not wait for their layout.
  blocks.forEach(function (block) { block.open = blocks.length <= FEW; });
  draw();
  listen();
  showNamed();
  var lines = data.routes.reduce(function (sum, route) { return sum + route.lines.length; }, 0);
  document.documentElement.dataset.ready = lines + "/" + marks.length;
}());
