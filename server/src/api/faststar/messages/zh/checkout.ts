/** About checkout sessions and their lines. */
export const CHECKOUT = {
  "Checkout session created successfully": "收银会话创建成功",
  "Checkout session expired": "收银会话已过期",
  "Checkout session": "收银会话",
  "Checkout sessions": "收银会话列表",
  "No such checkout session.": "收银会话不存在。",
  "No such checkout session: {id}": "收银会话不存在：{id}",
  "This customer has no such saved card.": "该客户没有这张已保存的卡。",
  "line_items must have at least one line.": "line_items 至少要有一个条目。",
  "{line} must reference a price_id or product_id of your catalog.":
    "{line} 必须引用商品目录中的 price_id 或 product_id。",
  "{line} must reference a price_id or product_id of your catalog: ad hoc amounts are for direct merchants only.":
    "{line} 必须引用商品目录中的 price_id 或 product_id：临时金额仅限 Direct/PSP（直连）商户使用。",
  "{line} must have a price_id, a product_id or an ad_hoc_amount with its ad_hoc_currency.":
    "{line} 必须提供 price_id、product_id，或 ad_hoc_amount 及其 ad_hoc_currency。",
  "{line} names a price_id and a product_id: give one of them.":
    "{line} 同时提供了 price_id 和 product_id，请只保留其中一个。",
  "{line} names a price of your catalog and an ad hoc amount: give one of them.":
    "{line} 同时引用了商品目录和临时金额，请只保留其中一个。",
  "{line} has an ad_hoc_amount without ad_hoc_currency.":
    "{line} 提供了 ad_hoc_amount，但缺少 ad_hoc_currency。",
  "{line} has an ad_hoc_currency without ad_hoc_amount.":
    "{line} 提供了 ad_hoc_currency，但缺少 ad_hoc_amount。",
  "{line} has an invalid ad_hoc_currency: {currency}. Give a three-letter ISO 4217 code such as USD.":
    "{line} 的 ad_hoc_currency 无效：{currency}。请使用三个字母的 ISO 4217 代码，例如 USD。",
  "{line} has an ad hoc amount; mode subscription takes recurring prices of your catalog.":
    "{line} 使用了临时金额；mode 为 subscription 时必须引用商品目录中的 recurring 价格。",
  "{line} is in {currency}, but line_items[0] is in {first_currency}: all lines of a session have one currency.":
    "{line} 的币种是 {currency}，而 line_items[0] 的币种是 {first_currency}：同一会话的所有条目必须使用同一币种。",
  "{line}: quantity times price is more than can be charged.":
    "{line}：数量与单价的乘积超过可收取的最大金额。",
  "{field} names nothing in your catalog.": "{field} 在商品目录中不存在。",
  "{field} names a product without a default price.": "{field} 指向的商品没有默认价格。",
  "{field} names a product that is archived.": "{field} 指向的商品已归档。",
  "{field} names a product whose default price is archived.": "{field} 指向的商品，其默认价格已归档。",
  "{field} names a price that is archived.": "{field} 指向的价格已归档。",
  "{field} names a {type} price; mode {mode} takes {expected} prices.":
    "{field} 指向 {type} 价格；mode 为 {mode} 时只能使用 {expected} 价格。",
  "buyer_country must be the ISO 3166-1 alpha-2 code of an existing country, such as DE or US.":
    "buyer_country 必须是真实国家的 ISO 3166-1 两位代码，例如 DE 或 US。",
  'buyer_region must be an ISO 3166-2 code of {country}, with or without "{country}-" before it.':
    "buyer_region 必须是 {country} 的 ISO 3166-2 地区代码，可带也可不带 “{country}-” 前缀。",
  "This session has been paid and cannot expire.": "该会话已支付，不能再使其过期。",
  "This session has been paid already.": "该会话已支付。",
  "This session has expired.": "该会话已过期。",
  "A payment of this session is under way.": "该会话的支付正在进行中。",
  "A payment of this session is under way. Try again in a few seconds.":
    "该会话的支付正在进行中，请在几秒后重试。",
  "The amount has changed. Show the new total to the buyer.": "金额已变化，请向买家展示新的总额。",
} as const;
