import type {
  DocumentedMedia,
  DocumentedOperation,
  DocumentedParameter,
  OpenapiDocument,
} from "../plugins/openapi/openapi-document.ts";
import { codeBlock, json } from "./code.ts";
import { curl, exampleUrl } from "./curl.ts";
import { errorsOf, errorTable } from "./error-table.ts";
import { fieldList, foldedFields } from "./field-list.ts";
import { describeValue, type Field, fieldsOf } from "./fields.ts";
import { type Html, html } from "./html.ts";
import { prose } from "./prose.ts";
import { resolve } from "./resolve.ts";
import { english, heading } from "./section.ts";
import type { DocsTexts } from "./texts.ts";

/** Where an operation stands in a document, and in which words it is shown. */
export interface ShownOperation {
  readonly document: OpenapiDocument;
  readonly method: string;
  readonly path: string;
  readonly operation: DocumentedOperation;
  readonly texts: DocsTexts;
  /** Of this installation, for the examples. */
  readonly origin: string;
}

const JSON_TYPE = "application/json";

/** One operation with everything that a caller has to know. */
export function operationSection(shown: ShownOperation): Html {
  const { document, method, path, operation, texts } = shown;
  const id = operation.operationId ?? "";
  const errors = errorsOf(document, operation);
  const errors_title = `${texts.errors} (${errors.length})`;
  return html`<section class="operation" aria-labelledby="${id}">
<div class="told">
${heading(3, id, english(operation.summary))}
<p class="endpoint">${methodBadge(method)} <code>${document.servers?.[0]?.url}${path}</code></p>
${prose(operation.description)}
${parameterLists(shown)}
${fieldList(texts.body, fieldsOf(document, bodySchema(operation), texts), texts)}
${foldedFields(texts.answer_fields, fieldsOf(document, answerMedia(shown).schema, texts), texts)}
<details class="fold"><summary>${errors_title}</summary>${errorTable(`${texts.errors}: ${operation.summary}`, errors, texts)}</details>
</div>
<div class="shown">
${requestBlocks(shown)}
${codeBlock(`${texts.answer} 200`, json(answerMedia(shown).example), texts)}
</div>
</section>
`;
}

export function methodBadge(method: string): Html {
  return html`<span class="method ${method}">${method.toUpperCase()}</span>`;
}

function bodySchema({ requestBody }: DocumentedOperation): DocumentedMedia["schema"] {
  return Object.values(requestBody?.content ?? {})[0]?.schema ?? {};
}

function answerMedia({ document, operation }: ShownOperation): DocumentedMedia {
  const response = operation.responses?.["200"];
  const media = response && resolve(document, response).content[JSON_TYPE];
  return media ?? { schema: {} };
}

function parameterLists({ document, operation, texts }: ShownOperation): (Html | undefined)[] {
  const parameters = (operation.parameters ?? []).map((part) => resolve<DocumentedParameter>(document, part));
  const fieldsIn = (place: DocumentedParameter["in"]): Field[] =>
    parameters
      .filter((parameter) => parameter.in === place)
      .map(({ name, required, description, schema }) => ({
        ...describeValue(document, schema, texts),
        name,
        required: required === true,
        description,
        children: [],
      }));
  return [
    fieldList(texts.path_parameters, fieldsIn("path"), texts),
    fieldList(texts.query_parameters, fieldsIn("query"), texts),
    fieldList(texts.headers, fieldsIn("header"), texts),
  ];
}

/** A command for each example as JSON, and folded away below it as what else the body may be. */
function requestBlocks({ document, method, path, operation, texts, origin }: ShownOperation): Html[] {
  const url = exampleUrl(document, origin, path, operation);
  const { [JSON_TYPE]: as_json, ...others } = operation.requestBody?.content ?? {};
  if (as_json === undefined) return [codeBlock(texts.request, curl(document, { method, url }), texts)];
  return Object.values(as_json.examples ?? {}).map((example) => {
    const { summary, value } = resolve(document, example);
    const command = (media_type: string) =>
      codeBlock(english(summary), curl(document, { method, url, media_type, body: value as object }), texts);
    const folded = Object.keys(others).map(
      (media_type) =>
        html`<details class="other"><summary>${texts.as_form}<span class="unseen">: ${english(summary)}</span></summary>${command(media_type)}</details>`,
    );
    return html`${command(JSON_TYPE)}${folded}`;
  });
}
