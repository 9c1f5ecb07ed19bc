/**
 * Keeps the page behind the overlay from being scrolled, and returns how to let it go again. That nothing in it can be
 * focused, clicked or read out, and that the focus goes back afterwards, is what a modal dialog does by itself.
 */
export function holdPage(): () => void {
  const root = document.documentElement;
  const { overflow, paddingRight } = root.style;
  const width = root.clientWidth;
  root.style.overflow = "hidden";
  // The room of a scroll bar that has just vanished is kept, so that the page behind does not jump.
  root.style.paddingRight = `${parseFloat(getComputedStyle(root).paddingRight) + root.clientWidth - width}px`;
  return () => {
    root.style.overflow = overflow;
    root.style.paddingRight = paddingRight;
  };
}
