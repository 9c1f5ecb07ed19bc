/** About subscriptions and their invoices. */
export const SUBSCRIPTIONS = {
  Subscription: "订阅",
  Subscriptions: "订阅列表",
  "Subscription canceled": "订阅已取消",
  "Subscription ends with its period": "订阅将在本期结束时终止",
  "No such subscription.": "订阅不存在。",
  "No such subscription: {id}": "订阅不存在：{id}",
  "This subscription has not begun: nothing has been paid. Expire its checkout session instead.":
    "该订阅尚未开始，还没有付款。请改为使其收银会话过期。",
  "This subscription cannot be canceled because its status is {status}.":
    "该订阅的状态为 {status}，无法取消。",
  "No such customer.": "客户不存在。",
  "No such customer: {id}": "客户不存在：{id}",
  Invoice: "账单",
  Invoices: "账单列表",
  "No such invoice: {id}": "账单不存在：{id}",
} as const;
