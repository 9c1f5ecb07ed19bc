/** About refunds, and the payments whose money goes back. */
export const REFUNDS = {
  Refund: "退款",
  Refunds: "退款列表",
  "Refund created successfully": "退款成功",
  "Refund is on its way": "退款处理中",
  "Refund needs an action": "退款需要进一步操作",
  "Refund failed": "退款失败",
  "Refund canceled": "退款已取消",
  "Refund updated successfully": "退款更新成功",
  "No such refund.": "退款不存在。",
  "This refund cannot be canceled because its status is {status}.": "该退款的状态为 {status}，不能取消。",
  "Missing required parameter: payment_id.": "缺少必填参数：payment_id。",
  "Invalid payment_intent_id: it names another payment than payment_id. Give one of the two.":
    "payment_intent_id 无效：它与 payment_id 指的不是同一笔支付。两者只需提供一个。",
  "This payment cannot be refunded because it has not been paid: its status is {status}.":
    "该支付尚未付款（状态为 {status}），不能退款。",
  "This charge cannot be refunded because it has not succeeded.": "该扣款未成功，不能退款。",
  "This payment has been refunded in full: 0 of {amount_received} is left, in the smallest unit of {currency}.":
    "该支付已全额退款：{amount_received} 中剩余 0（以 {currency} 的最小货币单位计）。",
  "This payment is disputed: the buyer's bank has taken back {amount_withdrawn} of {amount_received} in the smallest unit of {currency}, and nothing is left to refund.":
    "该支付存在争议：买家的银行已收回 {amount_received} 中的 {amount_withdrawn}（以 {currency} 的最小货币单位计），没有可退款的余额。",
  "Amount must be no more than {left} in the smallest unit of {currency}: so much is left to refund of {amount_received}.":
    "金额不能超过 {left}（以 {currency} 的最小货币单位计）：这是 {amount_received} 中尚可退款的部分。",
} as const;
