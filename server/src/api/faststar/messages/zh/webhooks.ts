/** About webhook endpoints. */
export const WEBHOOKS = {
  "Webhook endpoint created successfully": "Webhook 端点创建成功",
  "Webhook endpoint deleted": "Webhook 端点已删除",
  "Webhook endpoints": "Webhook 端点列表",
  "No such webhook endpoint.": "Webhook 端点不存在。",
  "There are {limit} webhook endpoints already, which is the most there can be. Delete one first.":
    "已有 {limit} 个 Webhook 端点，达到上限，请先删除一个。",
  "description must have at most {limit} characters.": "description 不能超过 {limit} 个字符。",
  "url must have at most {limit} characters.": "url 不能超过 {limit} 个字符。",
  "url must be a complete http:// or https:// address.": "url 必须是完整的 http:// 或 https:// 地址。",
  "url must not contain a user name or a password.": "url 不能包含用户名或密码。",
  "url must be reachable from the public Internet.": "url 必须能从公网访问。",
  "Webhook endpoint": "Webhook 端点",
  "Webhook endpoint updated successfully": "Webhook 端点更新成功",
  "Webhook secret rotated successfully": "Webhook 密钥轮换成功",
  "Webhook delivery": "Webhook 投递",
  "Webhook deliveries": "Webhook 投递列表",
  "Delivery queued for retry": "投递已排队重试",
  "No such webhook delivery.": "Webhook 投递不存在。",
  "Nothing is sent to a disabled endpoint. Enable it first, by PATCH with the status enabled.":
    "已停用的端点不会收到任何内容。请先用 PATCH 把 status 改为 enabled。",
  "Nothing is sent to a disabled endpoint. Enable it first.": "已停用的端点不会收到任何内容，请先启用。",
  "Webhook replay": "Webhook 重放",
  "Replay queued successfully": "重放已排队",
  "No such replay.": "重放不存在。",
  "A replay to this endpoint is running. Wait until it is finished.":
    "该端点正在进行一次重放，请等待其完成。",
  "There are more than {limit} events between from and to. Replay them in smaller pieces.":
    "from 与 to 之间的事件超过 {limit} 个，请分段重放。",
  "from and to must not lie more than {limit} days apart. Replay longer times in pieces.":
    "from 与 to 的间隔不能超过 {limit} 天，更长的时段请分段重放。",
  "from must not be in the future.": "from 不能是将来的时间。",
  "from must not be later than to.": "from 不能晚于 to。",
  "This endpoint is not told {type}. Add it to the endpoint's event_types first.":
    "该端点未订阅 {type}，请先把它加入端点的 event_types。",
  Event: "事件",
  Events: "事件列表",
  "No such event.": "事件不存在。",
  "Invalid {param}: there is no event type {type}. There are {known}.":
    "{param} 无效：没有事件类型 {type}。可用的有 {known}。",
  "Invalid {param}: it must be an instant with its time zone, such as 2026-06-12T12:00:00Z, or Unix seconds.":
    "{param} 无效：必须是带时区的时间，例如 2026-06-12T12:00:00Z，或 Unix 秒数。",
  "created_from must not be later than created_to.": "created_from 不能晚于 created_to。",
  "object_id must be the id of what the events tell of: pi_… or re_….":
    "object_id 必须是事件所涉对象的 id：pi_… 或 re_…。",
  "Signature verified": "签名有效",
  "Signature is not valid": "签名无效",
  "provider_name must be one of {known}.": "provider_name 必须是以下之一：{known}。",
  "Invalid payload: send the raw body of the webhook as a string, exactly as it arrived, before any JSON parsing.":
    "payload 无效：请以字符串形式发送 Webhook 的原始请求体，与收到时完全一致，不要先解析 JSON。",
} as const;
