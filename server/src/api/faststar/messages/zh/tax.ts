/** About tax, and the tax ids of business buyers. */
export const TAX = {
  "Tax calculated successfully": "税额计算成功",
  "amount must be no more than {maximum}.": "amount 不能超过 {maximum}。",
  "Invalid currency: {currency}. Give a three-letter ISO 4217 code such as USD.":
    "币种无效：{currency}。请使用三个字母的 ISO 4217 代码，例如 USD。",
  "country must be the ISO 3166-1 alpha-2 code of an existing country, such as DE or US.":
    "country 必须是现有国家的 ISO 3166-1 两位代码，例如 DE 或 US。",
  'region must be an ISO 3166-2 code of {country}, with or without "{country}-" before it.':
    "region 必须是 {country} 的 ISO 3166-2 代码，可带或不带前缀“{country}-”。",
  "customer_tax_id needs the buyer's country.": "提供 customer_tax_id 时必须同时提供买家所在国家。",
  "Invalid customer_tax_id: for a buyer in {country} it must be {expected}. Check it for typing errors, or leave it out.":
    "customer_tax_id 无效：{country} 买家的税号必须是 {expected}。请检查是否输错，或留空。",
  "a {name}, which is {form}": "{name}，格式为 {form}",
  "letters and digits, 30 at the most": "字母和数字，最多 30 个",
  "The tax could not be calculated just now, so nothing was sold. Send the same request again in a few seconds.":
    "暂时无法计算税额，因此未发生任何交易。请在几秒后重发同一请求。",
} as const;
