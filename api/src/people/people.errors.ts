/** The e-mail address or phone number already belongs to an account. */
export class AccountTaken extends Error {
  constructor() {
    super('The e-mail address or phone number already belongs to an account.');
    this.name = 'AccountTaken';
  }
}

/** An account cannot be made from what was given; the message says why. */
export class InvalidAccount extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvalidAccount';
  }
}
