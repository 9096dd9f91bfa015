/** Whether a text can be an e-mail address. */
export const isAddress = (text: string) => /^[^\s@,;<>]+@[^\s@,;<>]+$/.test(text);

/** Whether a text is a phone number with its country code, as E.164 writes it. */
export const isPhoneNumber = (text: string) => /^\+[1-9]\d{6,14}$/.test(text);
