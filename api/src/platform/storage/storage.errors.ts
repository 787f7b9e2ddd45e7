/** The key could leave the store's directory or mean different things to different stores. A programming error. */
export class InvalidStorageKey extends Error {
  constructor(key: string) {
    super(`not a storage key: ${JSON.stringify(key.slice(0, 80))}`);
    this.name = 'InvalidStorageKey';
  }
}

/** No object stands under the key. */
export class ObjectNotFound extends Error {
  constructor(key: string) {
    super(`no object under ${key}`);
    this.name = 'ObjectNotFound';
  }
}

/** A stream ended before or after the number of bytes that was announced. */
export class LengthMismatch extends Error {
  constructor(announced: number, delivered: number) {
    super(`announced ${announced} bytes, delivered ${delivered}`);
    this.name = 'LengthMismatch';
  }
}
