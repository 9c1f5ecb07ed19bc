import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useForm } from "../form/form-context.ts";

/** The heading of a screen. It takes the focus when its screen replaces another, so that it is read out. */
export function ScreenTitle({ level, children }: { level: 1 | 2; children: ComponentChildren }) {
  const { state } = useForm();
  const heading = useRef<HTMLHeadingElement>(null);
  const replaced = useRef(state.started);
  useEffect(() => {
    if (replaced.current) heading.current?.focus();
  }, []);
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <Heading ref={heading} tabIndex={-1} class="screen-title">
      {children}
    </Heading>
  );
}
