import { Icon } from "../ui/icon.tsx";
import { useForm } from "./form-context.ts";

/** Who will see the card, and who will not. */
export function SecureNote() {
  const { messages } = useForm();
  return (
    <p class="note secure">
      <Icon name="lock" />
      <span>{messages.secure_note}</span>
    </p>
  );
}
