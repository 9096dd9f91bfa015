/** Whether a text is a phone number with its country code, as E.164 writes it. */
export const isPhoneNumber = (text: string) => /^\+[1-9]\d{6,14}$/.test(text);
