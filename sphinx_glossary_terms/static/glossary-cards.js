/* Hover cards: what a term is, at every link to it. Its text is in a script for its page. */
{
	const root = new URL("..", document.currentScript.src).href;
	const card = Object.assign(document.createElement("div"), { id: "glossary-hover", role: "tooltip" });
	const loaded = {}, texts = {};
	let shown, wanted, timer, touched; // the links whose card is open, and should be

	window.glossaryCards = (html) => {
		const { content } = Object.assign(document.createElement("template"), { innerHTML: html });
		for (const text of content.firstChild.children) texts[text.id] = text;
	};

	const load = (tags, base) => loaded[tags] ??= new Promise((done) => {
		const scripts = document.createRange().createContextualFragment(tags);
		const last = scripts.querySelector("[src]");
		last.src = new URL(last.getAttribute("src"), base);
		last.onload = last.onerror = done;
		document.head.append(scripts);
	});

	const open = async (link) => {
		if (link == shown) return;
		const [page, anchor] = link.href.split("#");
		const name = page.slice(root.length).replace(/(\.html)?(\?.*)?$/, "").replace(/(^|\/)$/, "$1index");
		await load(`<script src="_glossary/${name}.js"></script>`, root);
		if (link != wanted) return;
		close(link);
		const text = texts["card-" + anchor]?.cloneNode(true);
		if (!text) return;
		for (const name of ["href", "src"])
			for (const node of text.querySelectorAll(`[${name}]`)) node[name] = new URL(node.getAttribute(name), page);
		card.replaceChildren(text);
		document.body.append(card);
		link.setAttribute("aria-describedby", card.id);
		shown = link;
		place();
		// A page without formulas has no MathJax.
		const scripts = text.querySelector("template")?.innerHTML;
		if (!scripts) return;
		if (!window.MathJax?.typesetPromise) await load(scripts, page);
		await MathJax.startup?.promise;
		await MathJax.typesetPromise?.([card]);
		if (shown) place();
	};

	const place = () => {
		card.style.translate = "";
		const { left, top, width, height } = card.getBoundingClientRect(), link = shown.getBoundingClientRect();
		const x = Math.min(link.left, document.documentElement.clientWidth - width);
		const y = link.bottom + height > innerHeight ? link.top - height : link.bottom;
		card.style.translate = `${Math.max(0, x) - left}px ${Math.max(0, y) - top}px`;
	};

	// Stays closed at this link until it has been left.
	const close = (link) => {
		clearTimeout(timer);
		wanted = link;
		shown?.removeAttribute("aria-describedby");
		shown = null;
		card.remove();
	};

	const leave = () => {
		if (shown?.matches(":hover, :focus-visible") || card.matches(":hover, :focus-within")) wanted = shown;
		else close();
	};

	const want = (link, delay) => {
		if (link == wanted) return;
		clearTimeout(timer);
		wanted = link;
		timer = setTimeout(link ? open : leave, delay, link);
	};

	const linkAt = ({ target }) =>
		card.contains(target) ? shown : target.closest?.("a.glossary-link, .modindextable a[href*='#term-']");
	const on = (type, act) => addEventListener(type, act, true);

	on("pointerover", (e) => e.pointerType != "touch" && want(linkAt(e), 300));
	on("focusin", (e) => e.target.matches?.(":focus-visible") && want(linkAt(e), 0));
	on("focusout", () => want(null, 0));
	on("keydown", (e) => {
		if (!shown) return;
		// The card's links come after its link.
		const stops = [shown, ...card.querySelectorAll("a")], at = stops.indexOf(document.activeElement);
		if (e.key == "Escape") {
			if (at > 0) shown.focus();
			close(shown);
		} else if (e.key == "Tab" && at >= 0) {
			const next = stops[at + (e.shiftKey ? -1 : 1)];
			if (next) e.preventDefault();
			(next ?? shown).focus();
		}
	});
	on("pointerdown", (e) => {
		touched = e.pointerType == "touch";
		if (card.contains(e.target)) return;
		close(touched || linkAt(e));
		if (touched) want(linkAt(e), 450);
	});
	on("pointerout", (e) => e.pointerType == "touch" && clearTimeout(timer));
	on("contextmenu", (e) => touched && linkAt(e) && e.preventDefault());
	on("click", (e) => touched && shown?.contains(e.target) && e.preventDefault());
	on("resize", () => shown && place());
}
