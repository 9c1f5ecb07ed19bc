import { expect, test } from "vitest";
import type { ApiModel, Field, Type } from "./model.ts";
import { shareObjects } from "./share-objects.ts";

const text: Type = { kind: "string" };
const field = (name: string, type: Type, description = ""): Field => ({
  name,
  description,
  is_required: false,
  type,
});
const object = (...fields: Field[]): Type => ({ kind: "object", fields, is_open: false });
const nullable = (type: Type): Type => ({ kind: "union", types: [type, { kind: "null" }] });
const reference = (name: string): Type => ({ kind: "reference", name });

const method = (name: string, params: readonly Field[], answer: Type = reference("Parcel")) => ({
  name,
  summary: "",
  description: "",
  http_method: "POST" as const,
  path: `/parcels/${name}`,
  path_parts: [],
  params,
  answer,
  is_list: false,
});

function modelOf(params: readonly (readonly Field[])[], answers: Readonly<Record<string, Type>> = {}) {
  const methods = params.map((fields, index) => method(`method_${index}`, fields));
  const schemas = Object.entries(answers).map(([name, type]) => ({ name, description: "", type }));
  const resources = [{ name: "parcels", singular: "parcel", group: undefined, description: "", methods }];
  return { version: "1", resources, schemas, events: [] } satisfies ApiModel;
}

const paramsOf = ({ resources }: ApiModel) => resources[0]?.methods.map(({ params }) => params);
const address = object(field("city", text), field("line1", text));

test("what several methods take is named once and referred to, also within a union or a list", () => {
  const shared = shareObjects(
    modelOf([
      [field("address", nullable(address), "Where it goes.")],
      [field("address", { kind: "list", items: address }, "Where it was.")],
    ]),
  );
  expect(shared.schemas).toEqual([{ name: "AddressParam", description: "Where it goes.", type: address }]);
  expect(paramsOf(shared)).toEqual([
    [field("address", nullable(reference("AddressParam")), "Where it goes.")],
    [field("address", { kind: "list", items: reference("AddressParam") }, "Where it was.")],
  ]);
});

test("what stands once, or has one field only, stays where it is", () => {
  const small = object(field("city", text));
  const model = modelOf([[field("address", address), field("place", small)], [field("place", small)]]);
  expect(shareObjects(model)).toEqual(model);
});

test("what is only a part of something shared has no name of its own", () => {
  const shipping = object(field("name", text), field("address", address));
  const shared = shareObjects(modelOf([[field("shipping", shipping)], [field("shipping", shipping)]]));
  expect(shared.schemas.map(({ name }) => name)).toEqual(["ShippingParam"]);
  const elsewhere = modelOf([
    [field("shipping", shipping)],
    [field("shipping", shipping)],
    [field("home", address)],
  ]);
  expect(shareObjects(elsewhere).schemas).toEqual([
    { name: "AddressParam", description: "", type: address },
    {
      name: "ShippingParam",
      description: "",
      type: object(field("name", text), field("address", reference("AddressParam"))),
    },
  ]);
});

test("two things of one name are told apart by where they stand, and none takes the name of a schema", () => {
  const other = object(field("street", text), field("town", text));
  const sender = object(field("address", address), field("name", text));
  const receiver = object(field("address", other), field("phone", text));
  const answers = {
    Address: object(field("id", text)),
    Parcel: object(field("sender", sender), field("receiver", receiver)),
    Receipt: object(field("from", address), field("to", other)),
  };
  const { schemas } = shareObjects(modelOf([], answers));
  expect(schemas.map(({ name }) => name)).toEqual([
    "Address",
    "Parcel",
    "Receipt",
    "ReceiverAddress",
    "SenderAddress",
  ]);
  const receipt = schemas.find(({ name }) => name === "Receipt");
  expect(receipt?.type).toEqual(
    object(field("from", reference("SenderAddress")), field("to", reference("ReceiverAddress"))),
  );
});
