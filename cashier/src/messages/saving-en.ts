/** What the page on which a card is saved says, in English, which defines the keys and the {variables}. */
export const savingEn = {
  save_page_title: "Save a card – {merchant}",
  save_heading: "Save a card with {merchant}",
  save_consent:
    "{merchant} may charge this card later, as you have agreed with them. Nothing is charged now.",
  save_for: "Saved for {email}",
  save_card: "Save card",
  saved_title: "Card saved",
  saved_text: "{merchant} can use it for your later payments.",
  saved_closing: "This window closes by itself.",
  already_saved_title: "Already saved",
  card_valid_to: "Valid to",
  saved_card: "Card",
  saved_with: "Saved with",
} as const;

/** Where the same part of a page stands for saving instead of paying, it says this. */
export const savingInsteadEn = {
  test_hint: "This is a test. Use 4242 4242 4242 4242, any future date and any security code.",
  needs_script: "Please turn on JavaScript in your browser to save a card on this page.",
  paying: "Saving…",
  processing_title: "Your card is being checked",
  processing_slow: "This is taking longer than usual. You may leave this page and look again later.",
  challenge_text: "Your bank asks you to confirm that the card may be saved.",
  expired_title: "This card is not asked for any more",
  expired_text: "The request to save a card has ended. Please go back to the shop and start again.",
  not_found_title: "Page not found",
  not_found_text: "There is no card to be saved at this address. Please go back to the shop and start again.",
} as const;

/** The same, for the sentences above the form. */
export const savingNoticesEn = {
  card_declined: "Your card was declined and was not saved. Please try another card, or contact your bank.",
  insufficient_funds: "Your card was declined and was not saved. Please try another card.",
  processing_error: "The card could not be checked and was not saved. Please try again or use another card.",
  authentication_failed: "Your bank could not confirm the card. Please try again or use another card.",
  unavailable: "Cards cannot be saved at the moment. Please try again shortly.",
  internal: "Something went wrong on our side. Please try again.",
  unreachable: "No connection to the server. Please check your network and try again.",
} as const;
