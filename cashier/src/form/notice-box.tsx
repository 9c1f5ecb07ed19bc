import type { FieldName } from "../checkout/fields.ts";
import type { Notice } from "../checkout/notice.ts";
import { fill, type Messages } from "../messages/index.ts";
import { Icon } from "../ui/icon.tsx";
import { useForm } from "./form-context.ts";

export const NOTICE_ID = "notice";

/** What went wrong, announced as soon as it appears. The box itself is always there, or nothing would be announced. */
export function NoticeBox() {
  const { state, messages } = useForm();
  const { notice } = state;
  const tone = notice?.kind === "code" && notice.code === "amount_changed" ? "warning" : "error";
  return (
    <div id={NOTICE_ID} class="notice-box" role="alert" tabIndex={-1}>
      {notice && (
        <div class={`notice ${tone}`}>
          <Icon name="alert" />
          <p>{textOf(notice, messages, state.fields.country)}</p>
        </div>
      )}
    </div>
  );
}

function textOf(notice: Notice, messages: Messages, country: string): string {
  if (notice.kind === "code") {
    const texts: Partial<Record<string, string>> = messages.notices;
    return texts[notice.code] ?? messages.notices[notice.otherwise];
  }
  const labels = notice.fields.map((field) => labelOf(field, messages, country));
  return fill(messages.check_fields, { fields: labels.join(messages.list_separator) });
}

function labelOf(field: FieldName, messages: Messages, country: string): string {
  switch (field) {
    case "number":
      return messages.card_number;
    case "region":
      return messages.region_labels[country as keyof Messages["region_labels"]] ?? messages.country;
    case "postal_code":
      return messages.postal_labels[country as keyof Messages["postal_labels"]] ?? messages.country;
    default:
      return messages[field];
  }
}
