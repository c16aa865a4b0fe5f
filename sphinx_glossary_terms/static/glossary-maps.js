// Maps, learning paths, and graphs of several steps around a term. What Mermaid drew gets the lines that drawings of a build
// have (see `write/graphs/routes.py`). A drawing that is larger than its place gets buttons, keys and gestures that change its
// size, and can be dragged.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const CLEAR = 8; // between a box and a line that turns beside it
  const BEND = 0.4; // of the way of a line that turns: how far it goes on as it was
  const ARROW = 4; // between the end of a line and the box at which the head of its arrow ends

  // The lines, in coordinates in which the drawing goes from left to right. `turn` leads there and back.

  const waysOf = (svg, turn) => {
    const paths = [...svg.querySelectorAll("path.flowchart-link")];
    const base = paths[0]?.getCTM().inverse();
    const placeOf = (element) => {
      const { x, y, width, height } = element.getBBox();
      const matrix = base.multiply(element.getCTM());
      const [a, b] = [new DOMPoint(x, y), new DOMPoint(x + width, y + height)].map((p) =>
        turn(p.matrixTransform(matrix)),
      );
      return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, width: b.x - a.x, height: b.y - a.y };
    };
    if (!base) return [];
    const boxes = {};
    for (const node of svg.querySelectorAll("g.node")) {
      boxes[node.id.match(/flowchart-(\w+)-\d+$/)[1]] = placeOf(node.querySelector(".label-container"));
    }
    const lines = paths.map((path) => {
      const [, start, end] = path.dataset.id.match(/^L_(n\d+|more)_(n\d+|more)_/);
      const passed = JSON.parse(atob(path.dataset.points)).slice(1, -1).map(turn);
      const label = svg.querySelector(`.edgeLabels .label[data-id="${path.dataset.id}"]`);
      const middle = passed[passed.length >> 1];
      let place;
      if (label?.textContent) {
        const point = turn(middle);
        label.parentElement.setAttribute("transform", `translate(${point.x}, ${point.y})`);
        place = { ...placeOf(label), x: middle.x, y: middle.y };
      }
      return { path, start: boxes[start], end: boxes[end], ends: [start, end].sort().join(), passed, label: place };
    });
    const all = [...Object.values(boxes), ...lines.flatMap(({ label }) => label ?? [])];
    const rankOf = (stop) => all.filter(({ x }) => Math.abs(x - stop.x) < 1);
    return lines.map((line) => ({ path: line.path, way: wayOf(line, lines, rankOf) }));
  };

  const wayOf = ({ path, start, end, ends, passed, label }, lines, rankOf) => {
    const ahead = end.x > start.x ? 1 : -1;
    const isAlone = lines.filter((line) => line.ends === ends).length === 1;
    const stops = [start, ...passed.filter((stop) => !isAlone || rankOf(stop).length), end];
    const way = [{ x: start.x + (ahead * start.width) / 2, y: start.y }];
    stops.slice(1).forEach((there, number) => {
      const here = stops[number];
      const [low, high] = [Math.min(here.y, there.y) - CLEAR, Math.max(here.y, there.y) + CLEAR];
      for (const [stop, side] of [
        [here, ahead],
        [there, -ahead],
      ]) {
        const between = rankOf(stop).filter(
          (box) => box !== label && box.y - box.height / 2 < high && box.y + box.height / 2 > low,
        );
        way.push({ x: stop.x + side * Math.max(0, ...between.map(({ width }) => width / 2 + CLEAR)), y: stop.y });
      }
    });
    const gap = path.hasAttribute("marker-end") ? ARROW : 0;
    way.push({ x: end.x - ahead * (end.width / 2 + gap), y: end.y });
    return way;
  };

  const route = (svg, isFlat) => {
    const turn = ({ x, y }) => (isFlat ? { x, y } : { x: y, y: x });
    const write = (x, y) => Object.values(turn({ x, y })).join();
    for (const { path, way } of waysOf(svg, turn)) {
      const parts = way.slice(1).map(({ x, y }, number) => {
        const from = way[number];
        const bend = (x - from.x) * BEND;
        return from.y === y
          ? `L${write(x, y)}`
          : `C${write(from.x + bend, from.y)} ${write(x - bend, y)} ${write(x, y)}`;
      });
      path.setAttribute("d", `M${write(way[0].x, way[0].y)}${parts.join("")}`);
    }
    // The order of reading is that of the keyboard.
    const nodes = [...svg.querySelector("g.nodes").children].map((node) => ({ node, at: node.getCTM() }));
    const [first, second] = isFlat ? ["e", "f"] : ["f", "e"];
    nodes.sort((a, b) => a.at[first] - b.at[first] || a.at[second] - b.at[second]);
    for (const { node } of nodes) node.parentElement.append(node);
    const { x, y, width, height } = svg.querySelector("g.root").getBBox();
    svg.setAttribute("viewBox", [x - 8, y - 8, width + 16, height + 16].join(" "));
    svg.setAttribute("width", width + 16);
    svg.setAttribute("height", height + 16);
  };

  // The size. The drawing may scroll sideways in its place; up and down, the page scrolls as ever.

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  const adjust = (box, words) => {
    let svg;
    let controls;

    const natural = () => svg.viewBox.baseVal;
    const place = () => svg.parentElement;
    const room = () => {
      const { paddingLeft, paddingRight } = getComputedStyle(place());
      return place().clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    };
    const wholeWidth = () => {
      const { width, height } = natural();
      return Math.min(width, room(), (width / height) * innerHeight * 0.8);
    };

    const resize = (wanted, x, y) => {
      const before = svg.getBoundingClientRect();
      const width = Math.max(wholeWidth(), Math.min(wanted, natural().width * 2));
      svg.classList.add("glossary-zoomed");
      svg.style.setProperty("--glossary-zoom", `${width}px`);
      // What was at that point of the window stays there.
      const after = svg.getBoundingClientRect();
      place().scrollLeft += after.left + ((x - before.left) / before.width) * after.width - x;
      scrollBy({ top: after.top + ((y - before.top) / before.height) * after.height - y, behavior: "instant" });
    };
    const zoom = (factor, x, y) => resize(svg.getBoundingClientRect().width * factor, x, y);
    const zoomMiddle = (factor) => {
      const { left, right, bottom } = place().getBoundingClientRect();
      const { top } = svg.getBoundingClientRect();
      // As long as the buttons are in sight, they stay under the pointer.
      zoom(factor, (left + right) / 2, top > 0 ? top : Math.min(bottom, innerHeight) / 2);
    };
    const showWhole = () => {
      resize(0, 0, 0);
      box.scrollIntoView({ block: "nearest", behavior: "instant" });
    };
    const acts = [
      ["+", words.larger, () => zoomMiddle(1.4)],
      ["\u2212", words.smaller, () => zoomMiddle(1 / 1.4)],
      [words.whole, words.whole, showWhole],
      [words.full, words.full, () => box.requestFullscreen()],
    ].slice(0, document.fullscreenEnabled ? 4 : 3);

    const onKey = (event) => {
      const act = { "+": acts[0], "=": acts[0], "-": acts[1], 0: acts[2] }[event.key];
      if (!act || event.target !== place() || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      act[2]();
    };

    const onWheel = (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoom(Math.exp(Math.max(-100, Math.min(event.deltaY, 100)) / -300), event.clientX, event.clientY);
    };

    let spread = 0;
    const onTouch = (event) => {
      if (event.touches.length !== 2) return;
      const [a, b] = event.touches;
      const now = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
      if (event.type === "touchmove") {
        event.preventDefault();
        zoom(now / spread, (a.clientX + b.clientX) / 2, (a.clientY + b.clientY) / 2);
      }
      spread = now;
    };

    const onPointer = (down) => {
      if (down.pointerType !== "mouse" || down.button) return;
      const drag = new AbortController();
      const { signal } = drag;
      let { clientX: x, clientY: y } = down;
      let isMoved = false;
      const move = (event) => {
        isMoved ||= Math.hypot(event.clientX - x, event.clientY - y) > 4;
        if (!isMoved) return;
        place().scrollLeft -= event.clientX - x;
        (document.fullscreenElement ?? window).scrollBy({ top: y - event.clientY, behavior: "instant" });
        ({ clientX: x, clientY: y } = event);
      };
      const end = () => {
        drag.abort();
        // The click that ends it opens no link.
        const stop = (event) => {
          event.preventDefault();
          event.stopPropagation();
        };
        if (!isMoved) return;
        addEventListener("click", stop, { capture: true, once: true });
        setTimeout(() => removeEventListener("click", stop, { capture: true }));
      };
      addEventListener("pointermove", move, { signal });
      addEventListener("pointerup", end, { signal });
      addEventListener("pointercancel", end, { signal });
    };

    const begin = () => {
      const buttons = acts.map(([sign, label, act]) => {
        const button = make("button", { type: "button", ariaLabel: label, title: label }, sign);
        button.onclick = act;
        return button;
      });
      controls = make("div", { className: "glossary-map-controls", role: "group", lang: words.lang }, ...buttons);
      controls.ariaLabel = words.label;
      box.before(controls);
      box.addEventListener("keydown", onKey);
      box.addEventListener("wheel", onWheel, { passive: false });
      box.addEventListener("touchstart", onTouch, { passive: true });
      box.addEventListener("touchmove", onTouch, { passive: false });
      box.addEventListener("pointerdown", onPointer);
      for (const type of ["dragstart", "selectstart"]) box.addEventListener(type, (event) => event.preventDefault());
    };

    // Again when Mermaid has drawn anew, or the place has another width.
    return (drawn) => {
      svg = drawn;
      const isLarger = natural().width > room() + 1 || natural().height > innerHeight;
      if (isLarger && !controls) begin();
      if (!controls) return;
      controls.hidden = !isLarger;
      box.classList.toggle("glossary-map-moves", isLarger);
      place().tabIndex = isLarger ? 0 : -1;
      place().role = "group";
      place().ariaLabel = svg.ariaLabel ?? svg.querySelector("title")?.textContent;
    };
  };

  for (const script of document.querySelectorAll(".glossary-map-words")) {
    const box = script.parentElement.querySelector(":scope > .glossary-graph");
    const { isFlat, ...words } = JSON.parse(script.textContent);
    const list = script.parentElement.querySelector(":scope > .glossary-map-list");
    if (list && matchMedia("(width < 40rem)").matches) list.open = true;
    const source = box.querySelector("pre.mermaid");
    const show = words.label ? adjust(box, words) : () => {};
    const refresh = () => {
      const svg = box.querySelector("svg");
      if (svg) show(svg);
    };
    if (source) {
      const draw = () => {
        const svg = source.querySelector("svg:has(g.root)"); // else it is being drawn
        if (!svg) return;
        route(svg, isFlat);
        refresh();
      };
      new MutationObserver(draw).observe(source, { childList: true });
      draw();
    }
    new ResizeObserver(refresh).observe(box);
  }
});
