/** The page's whole appearance, in the cashier's colours. It stands in the page and is named by its hash. */
export const STYLE = `
:root{color-scheme:light dark;--surface:#fff;--tint:#f4f6f8;--text:#18202e;--muted:#566072;--line:#dfe3e9;--accent:#1f4fd8;--on-accent:#fff;--error:#b3211c;--warning:#7a4a00;--warning-tint:#fff5e0;--success:#12764a}
@media (prefers-color-scheme:dark){:root{--surface:#161b23;--tint:#0f1319;--text:#eef1f6;--muted:#a3aebf;--line:#2b3340;--accent:#94adff;--on-accent:#0c1430;--error:#ff9d95;--warning:#f4c26b;--warning-tint:#30260f;--success:#62d49f}}
*{box-sizing:border-box}
body{margin:0;background:var(--tint);color:var(--text);font:400 16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif}
main{max-width:30rem;margin:0 auto;padding:24px 20px;min-height:100vh;background:var(--surface)}
@media (min-width:40rem){main{margin:40px auto;min-height:0;padding:32px;border:1px solid var(--line);border-radius:12px}}
header{display:flex;flex-wrap:wrap;gap:8px;align-items:center;justify-content:space-between;color:var(--muted)}
header p{margin:0}
.badge{padding:2px 8px;border-radius:8px;background:var(--warning-tint);color:var(--warning);font-size:.875rem}
h1{margin:20px 0 4px;font-size:1.375rem;line-height:1.3}
h1:focus{outline:none}
section p,.notice{margin:0;color:var(--muted)}
main[data-state=failed] h1{color:var(--error)}
main[data-state=succeeded] h1,main[data-state=already_paid] h1{color:var(--success)}
dl{display:grid;grid-template-columns:auto 1fr;gap:6px 16px;margin:20px 0;padding:16px 0;border:solid var(--line);border-width:1px 0}
dt{color:var(--muted)}
dd{margin:0;text-align:right;font-weight:600;overflow-wrap:anywhere}
iframe{display:block;width:100%;height:30rem;border:1px solid var(--line);border-radius:8px;background:var(--surface)}
button{width:100%;min-height:48px;border:0;border-radius:8px;background:var(--accent);color:var(--on-accent);font:inherit;font-weight:600;cursor:pointer}
button[disabled]{opacity:.6;cursor:default}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
[hidden]{display:none}`;
