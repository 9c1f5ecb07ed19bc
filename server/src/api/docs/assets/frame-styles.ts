/** Colours, type, and what is around the content. */
export const FRAME_STYLES = `:root {
  color-scheme: light dark;
  --ground: #ffffff;
  --tint: #f4f6f8;
  --text: #18202e;
  --muted: #566072;
  --line: #dfe3e9;
  --edge: #868f9e;
  --accent: #1f4fd8;
  --accent-tint: #e9effd;
  --on-accent: #ffffff;
  --get: #12653f;
  --get-tint: #e2f4ea;
  --post: #1b45bd;
  --post-tint: #e6edfd;
  --put: #7a4a00;
  --put-tint: #fff1d6;
  --delete: #a3201b;
  --delete-tint: #fcebe9;
  --code-ground: #f4f6f8;
  --code-name: #1b45bd;
  --code-text: #12653f;
  --code-value: #8a3c00;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace;
}

@media (prefers-color-scheme: dark) {
  :root {
    --ground: #12161d;
    --tint: #1a202a;
    --text: #eaeef5;
    --muted: #a3aebf;
    --line: #2b3340;
    --edge: #6f7b8d;
    --accent: #94adff;
    --accent-tint: #1d2948;
    --on-accent: #0c1430;
    --get: #6bdba6;
    --get-tint: #12301f;
    --post: #a3b8ff;
    --post-tint: #1d2948;
    --put: #f4c26b;
    --put-tint: #30260f;
    --delete: #ffa59d;
    --delete-tint: #36191a;
    --code-ground: #0c1016;
    --code-name: #a3b8ff;
    --code-text: #6bdba6;
    --code-value: #f4c26b;
  }
}

* { box-sizing: border-box; }

html { scroll-padding-top: 80px; }

body {
  margin: 0;
  background: var(--ground);
  color: var(--text);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
}

[hidden] { display: none !important; }

a { color: var(--accent); }

:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }

.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.skip { position: absolute; left: 12px; top: -60px; z-index: 3; padding: 10px 16px; border-radius: 8px; background: var(--accent); color: var(--on-accent); }
.skip:focus { top: 10px; }

header {
  position: sticky;
  top: 0;
  z-index: 2;
  display: flex;
  align-items: center;
  gap: 4px 28px;
  min-height: 56px;
  padding: 0 24px;
  border-bottom: 1px solid var(--line);
  background: var(--ground);
}

.brand { color: var(--text); font-size: 18px; font-weight: 700; text-decoration: none; }
.tabs { display: flex; flex: 1; gap: 4px; min-width: 0; overflow-x: auto; }
.tabs a { padding: 8px 12px; border-radius: 8px; color: var(--muted); font-size: 15px; text-decoration: none; white-space: nowrap; }
.tabs a:hover { color: var(--text); background: var(--tint); }
.tabs a[aria-current] { color: var(--accent); background: var(--accent-tint); font-weight: 600; }
.language { padding: 8px 0; font-size: 15px; white-space: nowrap; }

.page { max-width: 1120px; margin: 0 auto; padding: 0 24px 80px; }
.with-side { display: grid; grid-template-columns: 288px minmax(0, 1fr); gap: 0 36px; max-width: 1560px; padding-left: 0; }
main:focus { outline: none; }

.side { position: sticky; top: 57px; align-self: start; height: calc(100vh - 57px); padding: 20px 12px 40px 24px; overflow-y: auto; border-right: 1px solid var(--line); }
.side, .menu { font-size: 14.5px; }
.menu { display: none; }
.side ul, .menu ul { margin: 2px 0 0; padding: 0; list-style: none; }
.side a, .menu a { display: flex; align-items: baseline; justify-content: space-between; gap: 8px; padding: 5px 10px; border-radius: 7px; color: var(--muted); text-decoration: none; }
.side a:hover, .menu a:hover { color: var(--text); background: var(--tint); }
.side a[aria-current] { color: var(--accent); background: var(--accent-tint); }
.chapter { margin: 14px 0 0; }
.chapter a { color: var(--text) !important; font-weight: 600; }
.find input { width: 100%; min-height: 38px; padding: 0 12px; border: 1px solid var(--edge); border-radius: 8px; background: var(--ground); color: inherit; font: inherit; }
.find input::placeholder { color: var(--muted); opacity: 1; }
.nothing { margin: 12px 10px; color: var(--muted); }
.verb { font: 600 10.5px/1 var(--mono); }

@media (max-width: 899px) {
  html { scroll-padding-top: 120px; }
  header { flex-wrap: wrap; padding: 8px 16px; }
  .brand { flex: 1; }
  .tabs { order: 3; flex-basis: 100%; }
  .tabs a { padding: 6px 10px; }
  .page { display: block; padding: 0 16px 64px; }
  .side { display: none; }
  .menu { display: block; margin-top: 16px; border: 1px solid var(--line); border-radius: 10px; }
  .menu summary { padding: 10px 14px; font-weight: 600; cursor: pointer; }
  .menu nav { padding: 0 8px 12px; }
  .menu a { padding: 9px 10px; }
}
`;
