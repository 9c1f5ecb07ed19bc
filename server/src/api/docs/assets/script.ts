/** What the pages do in the browser; everything can be read without it. */
export const SCRIPT = `"use strict";

for (const button of document.querySelectorAll("button.copy")) {
  if (!navigator.clipboard) break;
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.closest("figure").querySelector("code").textContent);
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = label; }, 1500);
  });
}

for (const field of document.querySelectorAll(".find")) {
  const nav = field.parentElement;
  const items = [...nav.querySelectorAll("li")];
  field.hidden = false;
  field.querySelector("input").addEventListener("input", (event) => {
    const words = event.target.value.toLowerCase().split(/\\s+/);
    for (const item of items) item.hidden = !words.every((word) => item.dataset.words.includes(word));
    for (const list of nav.querySelectorAll("ul")) {
      const is_empty = !list.querySelector("li:not([hidden])");
      list.hidden = list.previousElementSibling.hidden = is_empty;
    }
    const nothing = nav.querySelector(".nothing");
    nothing.textContent = items.some((item) => !item.hidden) ? "" : nothing.dataset.text;
  });
}

for (const menu of document.querySelectorAll("details.menu")) {
  menu.addEventListener("click", (event) => {
    if (event.target.closest("a")) menu.open = false;
  });
}

const examples = document.querySelectorAll(".shown");
const stayInView = () => {
  for (const example of examples) example.classList.toggle("fits", example.offsetHeight < innerHeight - 96);
};
addEventListener("resize", stayInView);
stayInView();

const links = new Map();
for (const link of document.querySelectorAll("nav.side a")) links.set(link.hash.slice(1), link);
const headings = [...document.querySelectorAll("main h2, main h3")].filter(({ id }) => links.has(id));

function markPlace() {
  const passed = headings.filter((heading) => heading.getBoundingClientRect().top < 120);
  const current = links.get((passed.at(-1) ?? headings[0]).id);
  for (const link of links.values()) {
    if (link === current) continue;
    link.removeAttribute("aria-current");
  }
  if (current.hasAttribute("aria-current")) return;
  current.setAttribute("aria-current", "true");
  const side = current.closest("nav");
  const { top, bottom } = current.getBoundingClientRect();
  const frame = side.getBoundingClientRect();
  if (top < frame.top || bottom > frame.bottom) side.scrollTop += top - frame.top - frame.height / 2;
}

if (headings.length > 0) {
  let is_waiting = false;
  addEventListener("scroll", () => {
    if (is_waiting) return;
    is_waiting = true;
    requestAnimationFrame(() => { is_waiting = false; markPlace(); });
  }, { passive: true });
  markPlace();
}
`;
