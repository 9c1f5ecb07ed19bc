-- How the tax of each sale came about. A checkout session pointed to nothing of the kind before and kept a digest of its
-- own, which moves over here: under the id of its session, without lines, since what each line had was not kept.

CREATE TABLE tax_calculations (
  merchant_id uuid NOT NULL,
  livemode boolean NOT NULL,
  id uuid NOT NULL,
  -- Who calculated, and by which state of its data.
  provider text NOT NULL,
  version text NOT NULL,
  currency text NOT NULL,
  country text,
  region text,
  postal_code text,
  customer_tax_id text,
  seller_country text,
  tax_type text NOT NULL
    CHECK (tax_type IN ('vat', 'gst', 'hst', 'sales_tax', 'service_tax', 'consumption_tax', 'none')),
  -- Null when the lines have different rates.
  rate_ppm bigint CHECK (rate_ppm >= 0),
  inclusive boolean NOT NULL,
  estimated boolean NOT NULL,
  reverse_charge boolean NOT NULL,
  note text,
  invoice_notes text[] NOT NULL,
  -- Each with what was asked, what was answered, and its components.
  lines json NOT NULL,
  calculated_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, livemode, id)
);

ALTER TABLE checkout_sessions
  -- The id that the buyer's company gave, in one way of writing; whether it counts depends on where the buyer is.
  ADD COLUMN customer_tax_id text,
  ADD COLUMN tax_calculation_id uuid;

INSERT INTO tax_calculations
  (merchant_id, livemode, id, provider, version, currency, country, region, postal_code, customer_tax_id, seller_country,
   tax_type, rate_ppm, inclusive, estimated, reverse_charge, note, invoice_notes, lines, calculated_at)
SELECT merchant_id, livemode, id, 'table', '2026-11-22', currency, buyer_country, buyer_region, buyer_postal_code, NULL, NULL,
       tax->>'kind', (tax->>'rate_ppm')::bigint, (tax->>'inclusive')::boolean, (tax->>'estimated')::boolean, false, NULL, '{}',
       '[]', created_at
  FROM checkout_sessions
 WHERE tax IS NOT NULL;

UPDATE checkout_sessions SET tax_calculation_id = id WHERE tax IS NOT NULL;

ALTER TABLE checkout_sessions DROP COLUMN tax;
