-- What the card's bank said of the security code and the address; null when the processor said nothing.
ALTER TABLE payment_attempts ADD COLUMN checks json;
