/** About products and prices. */
export const CATALOG = {
  "Product created successfully": "商品创建成功",
  "Product updated successfully": "商品更新成功",
  "Product archived": "商品已归档",
  Product: "商品",
  Products: "商品列表",
  "Price created successfully": "价格创建成功",
  "Price updated successfully": "价格更新成功",
  "Price archived": "价格已归档",
  Price: "价格",
  Prices: "价格列表",
  "No such product.": "商品不存在。",
  "No such product: {id}": "商品不存在：{id}",
  "No such price.": "价格不存在。",
  "No such price: {id}": "价格不存在：{id}",
  "Invalid currency: {currency}. Give a three-letter ISO 4217 code such as USD.":
    "币种无效：{currency}。请使用三个字母的 ISO 4217 代码，例如 USD。",
  "unit_amount must be no more than {maximum}.": "unit_amount 不能超过 {maximum}。",
  "A recurring price needs recurring_interval: day, week, month or year.":
    "recurring 价格必须提供 recurring_interval：day、week、month 或 year。",
  "A one_time price takes no recurring_interval, recurring_interval_count or trial_period_days.":
    "one_time 价格不能带有 recurring_interval、recurring_interval_count 或 trial_period_days。",
  "An archived price cannot be a product's default price.": "已归档的价格不能作为商品的默认价格。",
  "{param} of a price never changes. Create a new price instead, and archive this one.":
    "价格的 {param} 创建后不可更改。请创建新的价格，并归档这一个。",
  "default_price_id names a price of another product.": "default_price_id 指向的价格属于其他商品。",
  "default_price_id names a price that is archived.": "default_price_id 指向的价格已归档。",
} as const;
