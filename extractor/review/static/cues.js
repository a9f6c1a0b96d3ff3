// Underlines in the article the words that a figure's names rest on, where they can be found near it.

const NAMES = ["zone", "organization", "program", "indicator", "period"];

export function showCues(figure, mark) {
  if (!globalThis.CSS?.highlights) return;
  CSS.highlights.delete("cue");
  if (!figure || !mark) return;
  const blocks = [...mark.closest(".sheet").querySelectorAll(".title, .prose p, .prose h2")];
  const own = blocks.indexOf(mark.closest(".title, p, h2"));
  const ranges = [];
  for (const name of NAMES) {
    const words = figure.querySelector(`[data-cue="${name}"]`)?.firstChild?.textContent.trim();
    if (!words || words.length < 2) continue;
    const found = near(blocks, own, mark, words);
    if (found) ranges.push(found);
  }
  if (ranges.length) CSS.highlights.set("cue", new Highlight(...ranges));
}

// The occurrence before the mark in its own paragraph, else behind it, else in the paragraphs before, the nearest first.
function near(blocks, own, mark, words) {
  const here = blocks[own];
  const text = here.textContent;
  const before = document.createRange();
  before.setStart(here, 0);
  before.setEndBefore(mark);
  const at = before.toString().length;
  const back = text.lastIndexOf(words, at);
  const place = back >= 0 ? back : text.indexOf(words, at);
  if (place >= 0) return rangeIn(here, place, words.length);
  for (let number = own - 1; number >= Math.max(0, own - 40); number -= 1) {
    const last = blocks[number].textContent.lastIndexOf(words);
    if (last >= 0) return rangeIn(blocks[number], last, words.length);
  }
  return null;
}

function rangeIn(block, start, length) {
  const range = document.createRange();
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let passed = 0;
  let begun = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const end = passed + node.length;
    if (!begun && start < end) { range.setStart(node, start - passed); begun = true; }
    if (begun && start + length <= end) { range.setEnd(node, start + length - passed); return range; }
    passed = end;
  }
  return null;
}
