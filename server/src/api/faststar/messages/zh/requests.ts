/** About the request itself: its key, its address, its body, its limits. */
export const REQUESTS = {
  "Missing API key. Send your secret key in the X-API-Key header.":
    "缺少 API Key，请在 X-API-Key 请求头中携带你的私钥。",
  "Invalid API key provided: {key}": "API Key 无效：{key}",
  "This is a publishable key, which may be seen in browsers. Use your secret key, and only on your server.":
    "这是可发布密钥，会出现在浏览器中。请改用私钥，并且只在服务端使用。",
  "More than {limit} requests in a minute without a good API key. Try again in {seconds} seconds.":
    "没有有效的 API 密钥，且一分钟内的请求超过 {limit} 次，请在 {seconds} 秒后重试。",
  "More than {limit} requests in a minute. Try again in {seconds} seconds.":
    "一分钟内的请求超过 {limit} 次，请在 {seconds} 秒后重试。",
  "There is nothing at {method} {path}.": "没有这个接口：{method} {path}。",
  "{method} is not allowed here. Allowed: {allowed}.": "此地址不支持 {method} 方法，支持的方法：{allowed}。",
  "The address is not well encoded.": "请求地址的编码有误。",
  "{param} is given more than once.": "参数 {param} 重复出现。",
  "Invalid cursor: pass next_cursor of the page before.": "cursor 无效：请传入上一页返回的 next_cursor。",
  "The address and the headers of the request are larger than 16 KiB together.":
    "请求的地址和请求头合计超过 16 KiB。",
  "The request did not arrive completely in time. Send it again.": "请求未能在时限内完整送达，请重新发送。",
  "The request is not valid HTTP.": "请求不是有效的 HTTP 报文。",
  "The request has no Host header, which HTTP/1.1 asks for.": "请求缺少 HTTP/1.1 要求的 Host 请求头。",
  "The request is malformed.": "请求格式有误。",
  "The request is not valid.": "请求无效。",
  "Unsupported Content-Type. Send application/json.": "不支持该 Content-Type，请使用 application/json。",
  "Unsupported charset: {charset}. Send the body in UTF-8.":
    "不支持字符集 {charset}，请求体请使用 UTF-8 编码。",
  "Send the body as it is, without Content-Encoding.": "请直接发送请求体，不要使用 Content-Encoding。",
  "Send the body as it is: no Transfer-Encoding but chunked is read here.":
    "请直接发送请求体：Transfer-Encoding 只支持 chunked。",
  "The body is larger than 1 MiB.": "请求体超过 1 MiB。",
  "The chunks of the body have too many extensions.": "请求体的分块扩展过多。",
  "The body is empty.": "请求体为空。",
  "The body is not as long as Content-Length says.": "请求体的长度与 Content-Length 不一致。",
  "The body must be UTF-8.": "请求体必须是 UTF-8 编码。",
  "The body is not valid JSON.": "请求体不是有效的 JSON。",
  "The body must be an object of parameters.": "请求体必须是由参数组成的对象。",
  "The body is nested too deeply.": "请求体的嵌套层级过深。",
  "The body has characters that are not text (NUL or a lone surrogate).":
    "请求体含有不属于文本的字符（NUL 或不成对的代理字符）。",
  "The form body is not well encoded.": "表单请求体的编码有误。",
  "The form body has a field that is called __proto__.": "表单请求体含有名为 __proto__ 的字段。",
  "The form body is nested too deeply or has too many fields.": "表单请求体的嵌套层级过深，或字段过多。",
  "The query of the address is not well encoded.": "地址中的查询参数编码有误。",
  "The query of the address has a parameter that is called __proto__.":
    "地址中的查询参数含有名为 __proto__ 的参数。",
  "The query of the address is nested too deeply or has too many parameters.":
    "地址中的查询参数嵌套层级过深，或参数过多。",
  "The query of the address has a NUL in it.": "地址中的查询参数含有 NUL 字符。",
  "Idempotency-Key must have 1 to {limit} characters.": "Idempotency-Key 的长度必须为 1 到 {limit} 个字符。",
  "This Idempotency-Key was used with other parameters. Send the same request again, or use a new key.":
    "该 Idempotency-Key 已用于参数不同的请求。请重发原来的请求，或换用新的 Key。",
  "A request with this Idempotency-Key is still being carried out. Wait a moment and send it again.":
    "使用该 Idempotency-Key 的请求仍在处理中，请稍候再重发。",
  "{header} works in test mode only. Use a test key, or leave the header out.":
    "{header} 仅在测试模式下有效。请使用测试密钥，或不要发送该请求头。",
  "{param} names no test scenario. Use one of: {scenarios}.":
    "{param} 不是测试场景的名称。可用的名称：{scenarios}。",
  "Metadata can have at most {limit} keys.": "metadata 最多可以有 {limit} 个键。",
  "Too many requests are waiting. Try again in a second.": "排队中的请求过多，请在一秒后重试。",
  "Something went wrong on our side. Nothing is lost; try again with the same Idempotency-Key.":
    "服务端出现错误，数据没有丢失；请使用同一个 Idempotency-Key 重试。",
} as const;
