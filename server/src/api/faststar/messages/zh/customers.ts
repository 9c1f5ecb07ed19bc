/** About customers, their saved cards and the setup intents that save them. */
export const CUSTOMERS = {
  "Customer created successfully": "客户创建成功",
  "Customer updated successfully": "客户更新成功",
  "Customer deleted": "客户已删除",
  Customer: "客户",
  Customers: "客户列表",
  "No such customer.": "客户不存在。",
  "No such customer: {id}": "客户不存在：{id}",
  "Invalid {param}: give a two-letter ISO 3166-1 code such as DE.":
    "{param} 无效：请使用两个字母的 ISO 3166-1 国家代码，例如 DE。",
  "Payment method saved successfully": "支付方式保存成功",
  "Payment method detached": "支付方式已解绑",
  "Payment methods": "支付方式列表",
  "Default payment method set": "默认支付方式已设置",
  "No such payment method: {id}": "支付方式不存在：{id}",
  "This payment method is not attached to a customer.": "该支付方式未绑定到任何客户。",
  "This customer has no saved card. Save one with a setup intent, or name the one to charge.":
    "该客户没有已保存的卡。请先用 SetupIntent 保存一张，或指明要扣款的卡。",
  "This customer has no such payment method: it is not attached, or was detached.":
    "该客户没有这个支付方式：它未绑定，或已解绑。",
  "This payment method is a bank account, and only cards can be charged here. Name one of the customer's cards.":
    "该支付方式是银行账户，这里只能对卡扣款。请指明该客户的一张卡。",
  "This payment method is a bank account, and only a card can be a customer's default.":
    "该支付方式是银行账户，只有卡可以设为客户的默认支付方式。",
  "This customer has no such payment method: attach it to the customer first.":
    "该客户没有这个支付方式：请先将它绑定到该客户。",
  "This payment method has already been attached to a customer.": "该支付方式已绑定到客户。",
  "This payment method was detached from a customer and cannot be used again. Make a new one.":
    "该支付方式已与客户解绑，不能再次使用。请创建新的支付方式。",
  "This payment method was detached: it can be neither changed nor used.":
    "该支付方式已解绑，不能再更改或使用。",
  "Received unknown parameter: card. This is a bank account.": "收到未知参数 card：该支付方式是银行账户。",
  "Another request is attaching this payment method. Wait for its outcome.":
    "另一个请求正在绑定该支付方式，请等待其结果。",
  "This payment method was attached or detached by another request meanwhile.":
    "该支付方式刚被其他请求绑定或解绑。",
  "This payment method is a {type}, and a setup intent verifies cards. Attach it to the customer instead.":
    "该支付方式是 {type}，而 SetupIntent 只验证卡。请直接将它绑定到该客户。",
  "Setup intent created successfully": "SetupIntent 创建成功",
  "No such setup intent.": "SetupIntent 不存在。",
  "No such setup intent: {id}": "SetupIntent 不存在：{id}",
  "This customer has no such setup intent.": "该客户没有这个 SetupIntent。",
  "This setup intent is not complete: its status is {status}. Attach its card once the buyer has saved it.":
    "该 SetupIntent 尚未完成：状态为 {status}。请在买家保存卡片之后再绑定。",
  "The card of this setup intent was attached before.": "该 SetupIntent 的卡已经绑定过。",
  "The card of this setup intent is not kept any more.": "该 SetupIntent 的卡已不再保存。",
  "This setup intent cannot be canceled because its status is {status}.":
    "该 SetupIntent 的状态为 {status}，不能取消。",
  "This setup intent cannot be confirmed because its status is {status}.":
    "该 SetupIntent 的状态为 {status}，不能确认。",
  "This setup intent was changed by another request meanwhile.": "该 SetupIntent 刚被其他请求更改。",
  "A card is being verified for this setup intent. Wait for its outcome.":
    "该 SetupIntent 正在验证一张卡，请等待结果。",
  "The customer of this setup intent was deleted.": "该 SetupIntent 的客户已被删除。",
  "The card was detached while it was being verified.": "该卡在验证期间已被解绑。",
  "This setup intent belongs to a checkout session: the buyer completes it there.":
    "该 SetupIntent 属于一个结账会话，由买家在会话页面完成。",
  "Give a payment method to set up.": "请提供要保存的支付方式。",
  "The customer and the payment method cannot be changed because the status is {status}.":
    "状态为 {status}，不能更改客户和支付方式。",
  "This payment method belongs to a customer. It can be set up for that customer only.":
    "该支付方式属于某个客户，只能为该客户设置。",
} as const;
