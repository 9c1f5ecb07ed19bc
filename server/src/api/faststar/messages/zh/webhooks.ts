/** About webhook endpoints. */
export const WEBHOOKS = {
  "Webhook endpoint created successfully": "Webhook 端点创建成功",
  "Webhook endpoint deleted": "Webhook 端点已删除",
  "Webhook endpoints": "Webhook 端点列表",
  "No such webhook endpoint.": "Webhook 端点不存在。",
  "There are {limit} enabled webhook endpoints already, which is the most there can be. Delete one first.":
    "已有 {limit} 个启用的 Webhook 端点，达到上限，请先删除一个。",
  "description must have at most {limit} characters.": "description 不能超过 {limit} 个字符。",
  "url must have at most {limit} characters.": "url 不能超过 {limit} 个字符。",
  "url must be a complete http:// or https:// address.": "url 必须是完整的 http:// 或 https:// 地址。",
  "url must not contain a user name or a password.": "url 不能包含用户名或密码。",
  "url must be reachable from the public Internet.": "url 必须能从公网访问。",
} as const;
