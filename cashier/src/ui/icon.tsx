const paths = {
  back: "M10 3 5 8l5 5",
  close: "m4 4 8 8m0-8-8 8",
  check: "m3.5 8.5 3 3 6-7",
  alert: "M8 4.5v4m0 3v.01M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13",
  lock: "M4 7.5h8v6H4zm1.5 0V5a2.5 2.5 0 0 1 5 0v2.5",
  clock: "M8 4v4l2.5 2M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13",
};

/** A line drawing beside a text that says the same. */
export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
