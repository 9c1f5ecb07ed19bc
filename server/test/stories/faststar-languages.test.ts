import { expect, test } from "vitest";
import { send } from "../support/http.ts";
import { useTestServer } from "../support/server.ts";
import { makePrice, SESSION_FIELDS } from "../support/shop.ts";

const server = useTestServer();

const CHINESE = { "accept-language": "zh-CN,zh;q=0.9,en;q=0.8" };
const PRODUCTS = "/merchant/catalog/products";

test("a merchant who prefers Chinese reads Chinese messages; codes, fields and data are the same", async () => {
  const { faststar } = server.mor;
  const made = await faststar.post(PRODUCTS, { name: "Mug", metadata: { note: "已付" } }, CHINESE);
  expect(made).toMatchObject({ status: 200, body: { success: true, message: "商品创建成功" } });
  expect(made.headers.get("content-language")).toBe("zh-CN");
  expect(made.headers.get("vary")).toBe("Accept-Language");

  const path = `${PRODUCTS}/${made.body.data.id}`;
  const in_english = await faststar.get(path);
  expect(in_english.headers.get("content-language")).toBe("en");
  expect(in_english.headers.get("vary")).toBe("Accept-Language");
  expect(in_english.body).toMatchObject({ message: "Product", data: made.body.data });
  expect((await faststar.get(path, CHINESE)).body).toEqual({ ...in_english.body, message: "商品" });
  expect((await faststar.get(PRODUCTS, CHINESE)).body.message).toBe("商品列表");
});

test("the documented session is answered in Chinese as it is in English, but for the message", async () => {
  const { faststar } = server.mor;
  const body = { ...SESSION_FIELDS, line_items: [{ price_id: await makePrice(server.mor), quantity: 1 }] };
  const { message, data } = (await faststar.post("/public/checkout/sessions", body, CHINESE)).body;
  expect(message).toBe("收银会话创建成功");
  const read = await faststar.get(`/public/checkout/sessions/${data.session.id}`);
  expect(read.body).toEqual({ success: true, message: "Checkout session", data });
  const expired = await faststar.post(`/public/checkout/sessions/${data.session.id}/expire`, {}, CHINESE);
  expect(expired.body.message).toBe("收银会话已过期");
});

interface Refused {
  readonly method?: string;
  readonly path?: string;
  readonly body?: string;
  readonly type?: string;
  readonly key?: string;
  readonly message: RegExp;
}

const REFUSED: Readonly<Record<string, Refused>> = {
  "a missing field": { body: "{}", message: /^缺少必填参数：name。$/ },
  "a wrong type": { body: '{"name":5}', message: /^name 无效：必须是 string 类型。$/ },
  "a wrong choice": {
    body: '{"name":"a","tax_category":"x"}',
    message: /^tax_category 无效：.*general, .*。$/,
  },
  "a wrong name of a pair": {
    body: '{"name":"a","metadata":{"":"b"}}',
    message: /^metadata 无效：名称 "" 不能少于/,
  },
  "no JSON": { body: "{", message: /^请求体不是有效的 JSON。$/ },
  "another content type": { body: "a", type: "text/plain", message: /^不支持该 Content-Type/ },
  "a body that is too large": { body: JSON.stringify("x".repeat(2 ** 20)), message: /^请求体超过 1 MiB。$/ },
  "an unknown address": { path: "/nothing", message: /^没有这个接口：POST \/api\/v1\/nothing。$/ },
  "a wrong method": { method: "PUT", message: /^此地址不支持 PUT 方法，支持的方法：/ },
  "an unknown thing": { method: "GET", path: `${PRODUCTS}/prod_x`, message: /^商品不存在：prod_x$/ },
  "an unknown filter": { method: "GET", path: `${PRODUCTS}?a=1`, message: /^收到未知参数：a。$/ },
  "no key": { key: "", message: /^缺少 API Key/ },
  "a wrong key": { key: "nonsense", message: /^API Key 无效：\*{4}$/ },
};

test.each(Object.entries(REFUSED))("%s is refused in Chinese", async (_, refused) => {
  const { method = "POST", path = PRODUCTS, body, type = "application/json", key } = refused;
  const headers = {
    ...CHINESE,
    "x-api-key": key ?? server.mor.secret_key,
    ...(method !== "GET" && { "content-type": type }),
  };
  const url = `${server.url}/api/v1${path}`;
  const request = { method, headers, body: method === "GET" ? undefined : (body ?? "{}") };
  const chinese = await send<{ message: string; error: object }>(url, request);
  expect(chinese.body.message).toMatch(refused.message);
  expect(chinese.headers.get("content-language")).toBe("zh-CN");
  expect(chinese.headers.get("vary")).toBe("Accept-Language");
  const english = await send<{ message: string; error: object }>(url, {
    ...request,
    headers: { ...headers, "accept-language": "en" },
  });
  expect(english.body.message).not.toMatch(/\p{Script=Han}/u);
  expect(english.headers.get("content-language")).toBe("en");
  const { request_id: _id, ...error } = english.body.error as { request_id: string };
  expect(chinese.status).toBe(english.status);
  expect(chinese.body.error).toMatchObject(error);
});

test("a line that cannot be sold is named in Chinese, too", async () => {
  const line_items = [{ price_id: await makePrice(server.mor) }, { quantity: 1 }];
  const { body } = await server.mor.faststar.post(
    "/public/checkout/sessions",
    { ...SESSION_FIELDS, line_items },
    CHINESE,
  );
  expect(body.message).toBe("line_items[1] 必须引用商品目录中的 price_id 或 product_id。");
});

test.each([
  ["zh;q=0.4, en;q=0.5", "en"],
  ["en;q=0.4, zh-TW;q=0.5", "zh-CN"],
  ["fr, zh;q=0.1", "zh-CN"],
  ["zh;q=0, *", "en"],
  ["*", "en"],
  ["", "en"],
  ["zh;q=never", "en"],
])("a caller who accepts %j is answered in %s", async (accept_language, language) => {
  const headers = { "accept-language": accept_language };
  const answer = await server.mor.faststar.get(PRODUCTS, headers);
  expect(answer.headers.get("content-language")).toBe(language);
  expect(answer.body.message).toBe(language === "en" ? "Products" : "商品列表");
});

test("a repeated request gets the first answer in the language in which it was first given", async () => {
  const { faststar } = server.mor;
  const post = (key: string, language: string, name = "Mug") =>
    faststar.post(PRODUCTS, { name }, { "idempotency-key": key, "accept-language": language });
  const first = await post("mug", "zh");
  const again = await post("mug", "en");
  expect(again.text).toBe(first.text);
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  expect(again.headers.get("content-language")).toBe("zh-CN");
  const english = await post("cup", "en");
  const repeated = await post("cup", "zh");
  expect(repeated.text).toBe(english.text);
  expect(repeated.headers.get("content-language")).toBe("en");
  // What is refused now is refused in the language of now.
  expect((await post("mug", "zh", "Cup")).body.message).toMatch(/^该 Idempotency-Key 已用于参数不同的请求/);
});

test("Onerway's messages stay English, whatever the caller prefers", async () => {
  const { status, body, headers } = await server.mor.onerway.post("/payment_intents", {}, CHINESE);
  expect(status).toBe(400);
  expect(body.error?.message).toBe("Missing required parameter: amount.");
  expect(headers.has("content-language")).toBe(false);
});
