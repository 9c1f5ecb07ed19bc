/** The content of the pages, but for code. */
export const CONTENT_STYLES = `
h1 { margin: 36px 0 12px; font-size: clamp(28px, 4vw, 36px); line-height: 1.2; }
h2 { margin: 56px 0 8px; font-size: 24px; line-height: 1.3; }
h3 { margin: 0 0 8px; font-size: 20px; line-height: 1.3; }
h4 { margin: 24px 0 0; font-size: 15px; }
h2 a, h3 a { color: inherit; text-decoration: none; }
h2 a:hover, h3 a:hover { text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: 4px; }
p { margin: 0 0 12px; }
.version { color: var(--muted); font-size: 16px; font-weight: 400; }
.muted, .base { color: var(--muted); font-size: 15px; }
.intro { max-width: 720px; }
.base code { overflow-wrap: anywhere; }

.start { max-width: 720px; margin: 24px 0 0; }
.apis { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr)); gap: 24px; margin-top: 32px; align-items: start; }
.api { padding: 24px; border: 1px solid var(--line); border-radius: 14px; }
.api h2 { margin: 0 0 8px; font-size: 22px; }
.api h3 { margin: 24px 0 4px; font-size: 15px; }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 20px; margin-top: 16px; }
.button { display: inline-block; padding: 9px 18px; border-radius: 9px; background: var(--accent); color: var(--on-accent); font-weight: 600; text-decoration: none; }
.button:hover { filter: brightness(1.08); }
.operations { margin: 0 -10px; padding: 0; list-style: none; }
.operations a { display: grid; grid-template-columns: 62px minmax(0, 1fr); gap: 0 10px; align-items: center; padding: 7px 10px; border-radius: 8px; color: inherit; text-decoration: none; }
.operations a:hover { background: var(--tint); }
.operations .path { font: 13.5px/1.5 var(--mono); overflow-wrap: anywhere; }
.operations .path + span { grid-column: 2; color: var(--muted); font-size: 14px; }

.method { display: inline-block; min-width: 52px; padding: 2px 8px; border-radius: 6px; font: 700 11.5px/1.6 var(--mono); text-align: center; }
.method.get { color: var(--get); background: var(--get-tint); }
.method.post { color: var(--post); background: var(--post-tint); }
.method.put, .method.patch { color: var(--put); background: var(--put-tint); }
.method.delete { color: var(--delete); background: var(--delete-tint); }
.verb.get { color: var(--get); }
.verb.post { color: var(--post); }
.verb.put, .verb.patch { color: var(--put); }
.verb.delete { color: var(--delete); }

.operation { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 20px 40px; padding: 32px 0; border-top: 1px solid var(--line); }
h2 + p + .operation, h2 + .operation { margin-top: 16px; }
.operation h2 { margin-top: 0; }
.shown { align-self: start; min-width: 0; }
.shown.fits { position: sticky; top: 76px; }
.endpoint { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 8px; }
.endpoint code { padding: 0; background: none; font-size: 14.5px; overflow-wrap: anywhere; }

.schemes, .names { margin: 12px 0; padding: 0; list-style: none; }
.schemes li { margin-bottom: 8px; }
.schemes p { margin: 2px 0 0; color: var(--muted); font-size: 15px; }
.names li { padding: 3px 0; }

.fields { margin: 8px 0 0; padding: 0; list-style: none; }
.fields > li { padding: 10px 0; border-top: 1px solid var(--line); }
.fields p { margin: 2px 0 0; font-size: 15px; }
.field { display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 8px; }
code.field-name { padding: 0; background: none; font-weight: 600; }
.type { color: var(--muted); font-size: 13.5px; }
.required, .sometimes { font-size: 13.5px; }
.required { color: var(--delete); }
.sometimes { color: var(--put); }
.limits { display: flex; flex-wrap: wrap; gap: 2px 14px; color: var(--muted); }
.fields .limits { font-size: 13.5px; }
.fields details { margin-top: 6px; }
.fields details .fields { margin-left: 4px; padding-left: 14px; border-left: 2px solid var(--line); }
.fields details .fields > li:first-child { border-top: 0; }
summary { color: var(--accent); font-size: 14.5px; cursor: pointer; }
.menu summary { color: var(--text); }
.fold { margin-top: 16px; padding-top: 12px; border-top: 1px solid var(--line); }
.fold > summary { font-weight: 600; }
.fold + .fold { margin-top: 12px; }

.scroll { margin-top: 10px; overflow-x: auto; }
table { width: 100%; min-width: 560px; border-collapse: collapse; font-size: 14px; line-height: 1.45; }
th { color: var(--muted); font-weight: 600; text-align: left; white-space: nowrap; }
th, td { padding: 8px 12px 8px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td code { white-space: nowrap; }
td span code { white-space: normal; }
.status { font-variant-numeric: tabular-nums; }

@media (max-width: 1199px) {
  .operation { grid-template-columns: minmax(0, 1fr); }
  .shown.fits { position: static; }
}

@media (max-width: 899px) {
  h1 { margin-top: 24px; }
  h2 { margin-top: 44px; }
  .api { padding: 18px; }
}

@media print {
  header, .side, .menu, .copy { display: none !important; }
  .page, .operation { display: block; }
}
`;
