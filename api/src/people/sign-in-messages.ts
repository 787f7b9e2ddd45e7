import type { NewMessage } from '../platform/messages/message.ts';

/** How long a one-time code is good for, in minutes. */
export const CODE_MINUTES = 5;

export function codeMessage(phoneNumber: string, code: string): NewMessage {
  return {
    channel: 'SMS',
    recipient: phoneNumber,
    body: `${code} adalah kode masuk Tuntas Anda, berlaku ${CODE_MINUTES} menit. Jangan berikan kepada siapa pun.`,
  };
}

export function confirmAddressMessage(email: string, url: string): NewMessage {
  return {
    channel: 'EMAIL',
    recipient: email,
    subject: 'Konfirmasi alamat e-mail Anda · Confirm your e-mail address',
    body: `Buka tautan ini untuk menyelesaikan pendaftaran Anda di Tuntas:
Open this link to complete your registration with Tuntas:

${url}

Abaikan pesan ini bila Anda tidak mendaftar. · Ignore this message if you did not register.`,
  };
}

/** Sent instead of a second registration, so that the form answers alike whether or not an address is known. */
export function alreadyRegisteredMessage(email: string): NewMessage {
  return {
    channel: 'EMAIL',
    recipient: email,
    subject: 'Anda sudah terdaftar · You are already registered',
    body: `Seseorang mendaftar di Tuntas dengan alamat ini, yang sudah terdaftar. Bila itu Anda, silakan masuk atau atur
ulang kata sandi Anda. Bila bukan, abaikan pesan ini; akun Anda tidak berubah.

Somebody registered with Tuntas using this address, which is registered already. If it was you, sign in or reset your
password. If not, ignore this message; your account is unchanged.`,
  };
}

export function resetPasswordMessage(email: string, url: string): NewMessage {
  return {
    channel: 'EMAIL',
    recipient: email,
    subject: 'Atur ulang kata sandi · Reset your password',
    body: `Buka tautan ini untuk memilih kata sandi baru (berlaku satu jam):
Open this link to choose a new password (good for one hour):

${url}

Abaikan pesan ini bila Anda tidak memintanya. · Ignore this message if you did not ask for it.`,
  };
}
