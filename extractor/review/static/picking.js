// Picking a missed figure: a selection in the article → offsets in its text, counted in code points.

// { start, end, in_title } of what is selected in the article, or null.
export function offsetsOf(selection, article) {
  if (!article || !selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!article.contains(range.commonAncestorContainer)) return null;
  const from = place(range.startContainer, range.startOffset, false);
  const to = place(range.endContainer, range.endOffset, true);
  if (!from || !to || from.title !== to.title || to.offset <= from.offset) return null;
  return { start: from.offset, end: to.offset, in_title: from.title ? 1 : 0 };
}

// Where a boundary of the selection lies: code points before it in its piece, after the piece's own start.
function place(node, offset, atEnd) {
  let element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  let piece = element.closest("[data-start]");
  if (!piece) {
    // Between two pieces, or around them: the nearest one inside.
    const inside = [...element.querySelectorAll("[data-start]")];
    const limit = document.createRange();
    limit.setStart(node, offset);
    const before = inside.filter((one) => limit.comparePoint(one, one.childNodes.length) < 0 || limit.comparePoint(one, 0) < 0);
    piece = atEnd ? before.at(-1) : inside.find((one) => !before.includes(one));
    if (!piece) return null;
    node = piece;
    offset = atEnd ? piece.childNodes.length : 0;
  }
  const upTo = document.createRange();
  upTo.setStart(piece, 0);
  upTo.setEnd(node, offset);
  return { offset: Number(piece.dataset.start) + [...upTo.toString()].length, title: piece.closest("[data-title]") !== null };
}

// Begins behind the mark given, or at the first letter of the text: one character is selected, as a cursor.
export function startPicking(article, mark) {
  const selection = getSelection();
  const first = mark ?? article.querySelector(".prose [data-start]");
  if (!first) return;
  const range = document.createRange();
  if (mark) range.setStartAfter(mark); else range.setStart(first, 0);
  range.collapse(true);
  selection.removeAllRanges();
  selection.addRange(range);
  selection.modify("extend", "forward", "character");
  article.focus({ preventScroll: true });
}

// Moves the cursor: what was wider becomes one character again.
export function step(direction, unit) {
  const selection = getSelection();
  if (!selection.rangeCount) return;
  if (unit === "character") {
    if (direction === "forward") selection.collapseToEnd(); else { selection.collapseToStart(); selection.modify("move", "backward", "character"); }
  } else {
    selection.collapseToStart();
    selection.modify("move", direction, unit);
  }
  selection.modify("extend", "forward", "character");
  follow(selection);
}

// Widens or narrows what is selected, from where it began.
export function widen(direction, unit) {
  const selection = getSelection();
  selection.modify("extend", direction, unit);
  follow(selection);
}

function follow(selection) {
  const node = selection.focusNode;
  (node?.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.scrollIntoView?.({ block: "nearest" });
}
