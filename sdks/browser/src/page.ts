/**
 * Takes the merchant's page out of reach behind the overlay: nothing in it can be focused, clicked, read out or scrolled.
 * The function that comes back undoes exactly that and gives the focus back to where it was.
 */
export function holdPage(overlay: Element): () => void {
  const opener = document.activeElement;
  const siblings = Array.from(document.body.children).filter(
    (element) => element !== overlay && !element.hasAttribute("inert"),
  );
  for (const element of siblings) element.setAttribute("inert", "");
  const releaseScroll = lockScroll();
  return () => {
    for (const element of siblings) element.removeAttribute("inert");
    releaseScroll();
    if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
  };
}

function lockScroll(): () => void {
  const root = document.documentElement;
  const { overflow, paddingRight } = root.style;
  const width = root.clientWidth;
  root.style.overflow = "hidden";
  // The room of a scroll bar that has just vanished is kept, so that the page behind does not jump.
  const gained = root.clientWidth - width;
  if (gained > 0) root.style.paddingRight = `${parseFloat(getComputedStyle(root).paddingRight) + gained}px`;
  return () => {
    root.style.overflow = overflow;
    root.style.paddingRight = paddingRight;
  };
}
