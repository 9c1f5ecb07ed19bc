import { useMemo } from "preact/hooks";
import { countryChoices, countryName } from "../address/countries.ts";
import { hasPostalCode, requiresPostalCode } from "../address/postal-code.ts";
import { hasRegions, regionChoices, requiresRegion } from "../address/regions.ts";
import { fill } from "../messages/index.ts";
import { usePage } from "../page-context.ts";
import { SelectField } from "./select-field.tsx";
import { TextField } from "./text-field.tsx";

/** Country, and of region and postal code what the country needs. */
export function AddressFields() {
  const { state } = usePage();
  const { country } = state.fields;
  return (
    <>
      <CountryField />
      {hasPostalCode(country) && (
        <div class={hasRegions(country) ? "pair" : ""}>
          <RegionField />
          <PostalCodeField />
        </div>
      )}
    </>
  );
}

function CountryField() {
  const { state, messages } = usePage();
  const { view, fields, started } = state;
  const { country } = fields;
  const all = useMemo(() => (started ? countryChoices(view.locale) : null), [started, view.locale]);
  // The server leaves the list to the browser: it is long, and the two may name and sort countries differently.
  const chosen = country ? [{ value: country, label: countryName(country, view.locale) }] : [];
  return (
    <SelectField name="country" label={messages.country} autocomplete="country" choices={all ?? chosen} />
  );
}

function RegionField() {
  const { state, messages } = usePage();
  const { country } = state.fields;
  if (!hasRegions(country)) return null;
  const label = messages.region_labels[country];
  return (
    <SelectField
      name="region"
      label={requiresRegion(country) ? label : fill(messages.optional, { label })}
      autocomplete="address-level1"
      choices={regionChoices(country, messages)}
    />
  );
}

function PostalCodeField() {
  const { state, messages } = usePage();
  const { country } = state.fields;
  if (!hasPostalCode(country)) return null;
  const label = messages.postal_labels[country];
  const inputMode = country === "US" || country === "AU" ? "numeric" : "text";
  return (
    <TextField
      name="postal_code"
      label={requiresPostalCode(country) ? label : fill(messages.optional, { label })}
      input={{ autocomplete: "postal-code", autocapitalize: "characters", inputMode, maxLength: 12 }}
    />
  );
}
