import type { Queryable } from "../../server/src/db/types.ts";

interface Table {
  oid: number;
  name: string;
  options: string[] | null;
}

interface Line {
  table_oid: number;
  text: string;
}

/** What is no table of ours: a schema that holds any of these is not what the migrations are meant to make. */
const OTHER_OBJECTS = `
  SELECT 'sequence or view ' || relname AS text FROM pg_class
   WHERE relnamespace = 'public'::regnamespace AND relkind NOT IN ('r', 'i')
  UNION ALL SELECT 'function ' || proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
  UNION ALL SELECT 'trigger ' || tgname FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL SELECT 'type ' || typname FROM pg_type
   WHERE typnamespace = 'public'::regnamespace AND typtype = 'e'
  ORDER BY 1`;

const DOMAINS = `
  SELECT 'CREATE DOMAIN ' || typname || ' AS ' || format_type(typbasetype, typtypmod)
           || coalesce(string_agg(E'\\n  CONSTRAINT ' || quote_ident(conname) || ' ' || pg_get_constraintdef(pg_constraint.oid), '' ORDER BY conname COLLATE "C"), '')
           || ';' AS text
    FROM pg_type LEFT JOIN pg_constraint ON contypid = pg_type.oid
   WHERE typnamespace = 'public'::regnamespace AND typtype = 'd'
   GROUP BY pg_type.oid ORDER BY typname COLLATE "C"`;

const TABLES = `
  SELECT oid::bigint AS oid, relname AS name, reloptions AS options FROM pg_class
   WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname COLLATE "C"`;

const COLUMNS = `
  SELECT attrelid::bigint AS table_oid,
         quote_ident(attname) || ' ' || format_type(atttypid, atttypmod)
           || CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END
           || coalesce(' DEFAULT ' || pg_get_expr(adbin, adrelid), '') AS text
    FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
   WHERE attrelid = ANY ($1::bigint[]) AND attnum > 0 AND NOT attisdropped ORDER BY attrelid, attnum`;

// NOT NULL is said with the column; only newer versions of PostgreSQL list it as a constraint too.
const CONSTRAINTS = `
  SELECT conrelid::bigint AS table_oid, 'CONSTRAINT ' || quote_ident(conname) || ' ' || pg_get_constraintdef(oid) AS text
    FROM pg_constraint WHERE conrelid = ANY ($1::bigint[]) AND contype <> 'n'
   ORDER BY conrelid, array_position(ARRAY['p', 'u', 'f', 'x', 'c'], contype::text), conname COLLATE "C"`;

const INDEXES = `
  SELECT indrelid::bigint AS table_oid, pg_get_indexdef(indexrelid) AS text
    FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
   WHERE indrelid = ANY ($1::bigint[])
     AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))
   ORDER BY indrelid, relname COLLATE "C"`;

const HEADER = `-- The schema that the migrations beside this file make, for reading. Written by \`npx tsx scripts/schema.ts\`;
-- a test compares it with a freshly migrated database. It is never run.`;

/** The whole schema of a database as text, the same for the same schema. */
export async function dumpSchema(db: Queryable): Promise<string> {
  const others = await db.query<{ text: string }>(OTHER_OBJECTS);
  const domains = await db.query<{ text: string }>(DOMAINS);
  const tables = await db.query<Table>(TABLES);
  const oids = [tables.map((table) => table.oid)];
  const [columns, constraints, indexes] = await Promise.all([
    db.query<Line>(COLUMNS, oids),
    db.query<Line>(CONSTRAINTS, oids),
    db.query<Line>(INDEXES, oids),
  ]);
  const described = tables.map((table) => {
    const of = (lines: Line[]) =>
      lines.filter((line) => line.table_oid === table.oid).map((line) => line.text);
    return describeTable(table, [...of(columns), ...of(constraints)], of(indexes));
  });
  const made = [...domains.map((domain) => domain.text), ...described];
  return `${[HEADER, ...others.map((other) => `-- ${other.text}`), ...made].join("\n\n")}\n`;
}

function describeTable({ name, options }: Table, lines: string[], indexes: string[]): string {
  const storage =
    options === null ? "" : ` WITH (${options.map((option) => option.replace("=", " = ")).join(", ")})`;
  const table = `CREATE TABLE ${name} (\n${lines.map((line) => `  ${line}`).join(",\n")}\n)${storage};`;
  return [table, ...indexes.map((index) => `${index};`)].join("\n");
}
