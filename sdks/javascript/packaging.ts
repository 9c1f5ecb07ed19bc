/** Declarations name the sources; their readers look for what was made of those. */
export function withResolvableImports(declarations: string): string {
  return declarations.replace(/(from "\.[^"]*)\.ts"/g, '$1.js"');
}

/** Lets `const Onerway = require("@onerway/payments")` be the class, with everything else on it. */
export function commonjsFooter({ isEntry }: { readonly isEntry: boolean }): string {
  return isEntry ? "module.exports = Object.assign(exports.Onerway, exports);" : "";
}
