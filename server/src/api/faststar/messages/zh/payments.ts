/** About payments and the cards that they are made with. */
export const PAYMENTS = {
  "No such payment intent.": "支付不存在。",
  "No such payment method.": "支付方式不存在。",
  "Give a payment method to pay with.": "请提供用于支付的支付方式。",
  "{type} takes payments in {accepted} only, and this one is in {currency}. Change the currency, or leave {type} out.":
    "{type} 只支持 {accepted}，而该支付的币种是 {currency}。请更改币种，或去掉 {type}。",
  "{type} cannot be captured later. Leave it out of payment_method_types, or leave capture_method as automatic.":
    "{type} 不支持延后请款。请从 payment_method_types 中去掉它，或将 capture_method 保持为 automatic。",
  "This payment method is a {type}, and the payment takes {accepted}. Give another, or name its type in payment_method_types when you make the payment.":
    "该支付方式的类型是 {type}，而该支付只接受 {accepted}。请换一个支付方式，或在创建支付时在 payment_method_types 中写明该类型。",
  "A bank account is debited in its holder's name. Give it in billing_details.name of the payment method.":
    "对银行账户扣款需要账户持有人的姓名，请在支付方式的 billing_details.name 中提供。",
  "The routing number is not one of a bank in the United States: nine digits, of which the last checks the others.":
    "路由号码不是美国银行的路由号码：应为九位数字，最后一位是校验位。",
  "The account number must have 4 to 17 digits.": "账号必须为 4 到 17 位数字。",
  "Only cards pay at the cashier.": "收银台只支持用卡支付。",
  "Your card number is incorrect.": "卡号有误。",
  "Your card's security code is incorrect.": "卡的安全码有误。",
  "Your card has expired.": "卡已过期。",
  "Invalid currency: {currency}. Give a three-letter ISO 4217 code such as usd.":
    "币种无效：{currency}。请使用三个字母的 ISO 4217 代码，例如 usd。",
  "Amount must be at least {minimum} in the smallest unit of {currency}.":
    "金额不能小于 {minimum}（以 {currency} 的最小货币单位计）。",
  "Amount must be no more than {maximum} in the smallest unit of {currency}.":
    "金额不能超过 {maximum}（以 {currency} 的最小货币单位计）。",
  "This payment cannot be canceled because its status is {status}.": "该支付的状态为 {status}，不能取消。",
  "This payment cannot be confirmed because its status is {status}.": "该支付的状态为 {status}，不能确认。",
  "This payment cannot be captured because its status is {status}.": "该支付的状态为 {status}，不能扣款。",
  "This payment is being captured or canceled by another request.":
    "另一个请求正在对该支付扣款或取消该支付。",
  "Amount to capture must be no more than {amount_capturable} in the smallest unit of {currency}: so much was authorised.":
    "扣款金额不能超过已授权的 {amount_capturable}（以 {currency} 的最小货币单位计）。",
  "Amount, currency, customer, payment method and capture method cannot be changed because the status is {status}.":
    "该支付的状态为 {status}，不能更改金额、币种、客户、支付方式和扣款方式。",
  "This payment method belongs to a customer. Name the same customer on the payment.":
    "该支付方式属于某个客户，请在支付中指定同一客户。",
  "This payment method belongs to another customer.": "该支付方式属于另一个客户。",
  "This payment has been started already.": "该支付已经开始。",
  "This payment belongs to a checkout session: the buyer pays it there.":
    "该支付属于收银会话，由买家在收银台支付。",
  "This payment belongs to a checkout session, which sets its price.": "该支付属于收银会话，金额由会话决定。",
  "This payment is being changed by other requests. Try again.": "该支付正被其他请求更改，请重试。",
  "The processor could not be told to give up the authentication that the buyer has been asked for. Try again.":
    "无法通知支付处理方放弃买家正在进行的验证，请重试。",
  "No payment processor is connected in live mode yet. Connect one, or use a test key.":
    "生产模式尚未接入支付处理方。请先接入，或使用测试密钥。",
  "This payment has been tried too often. Try again in {seconds} seconds.":
    "该支付的尝试次数过多，请在 {seconds} 秒后重试。",
  "This card has been tried too often. Use another card, or try again in {seconds} seconds.":
    "该卡的尝试次数过多，请换一张卡，或在 {seconds} 秒后重试。",
  "Too many payments have been tried from your network. Try again in {seconds} seconds.":
    "来自您所在网络的支付尝试次数过多，请在 {seconds} 秒后重试。",
  Payment: "支付",
  Payments: "支付列表",
  "Payment succeeded": "支付成功",
  "Payment is being processed": "支付处理中",
  "No such payment.": "支付不存在。",
  "No such payment: {id}": "支付不存在：{id}",
} as const;
