/** The one password of every demo account. Demo accounts are for local use; never seed them where the public signs in. */
export const DEMO_PASSWORD = 'tuntas-demo-2026';

export type DemoRole = 'CITIZEN' | 'LIAISON_OFFICER' | 'ADMIN' | 'EXECUTIVE' | 'INTERN' | 'OVERSEER';

/** A person of the demo: data only, the account itself is made by sign-in. */
export interface DemoAccount {
  /** Stable handle for tests and the role switcher. */
  key: string;
  name: string;
  email: string;
  /** E.164; citizens only. */
  phone: string | null;
  role: DemoRole;
  /** Code of the agency the person works for; null for citizens. */
  agencyCode: string | null;
  password: string;
}

/** Everyone the demo needs: three admins, officers at every level, an executive, an overseer, an intern, two citizens. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  staff('admin-sari', 'Sari Wulandari', 'ADMIN', 'KEMENPANRB'),
  staff('admin-budi', 'Budi Santoso', 'ADMIN', 'KEMENPANRB'),
  staff('admin-ratna', 'Ratna Kusumawati', 'ADMIN', 'KSP'),
  staff('intern-dewi', 'Dewi Anggraini', 'INTERN', 'KEMENPANRB'),
  staff('overseer-ombudsman', 'Hendra Gunawan', 'OVERSEER', 'OMBUDSMAN'),
  staff('officer-kemensos', 'Lestari Handayani', 'LIAISON_OFFICER', 'KEMENSOS'),
  staff('officer-kemendagri', 'Agus Prasetyo', 'LIAISON_OFFICER', 'KEMENDAGRI'),
  staff('officer-puspen', 'Yuliana Sihombing', 'LIAISON_OFFICER', 'KEMENDAGRI.PUSPEN'),
  staff('officer-jabar', 'Asep Hidayat', 'LIAISON_OFFICER', 'JABAR'),
  staff('officer-jabar-dishub', 'Dadang Suryana', 'LIAISON_OFFICER', 'JABAR.DISHUB'),
  staff('executive-jabar', 'Neneng Rohaeti', 'EXECUTIVE', 'JABAR'),
  staff('officer-indramayu', 'Tarsono Wijaya', 'LIAISON_OFFICER', 'INDRAMAYU'),
  staff('officer-indramayu-disdukcapil', 'Kartini Susanti', 'LIAISON_OFFICER', 'INDRAMAYU.DISDUKCAPIL'),
  staff('officer-indramayu-patrol', 'Warsito Nugroho', 'LIAISON_OFFICER', 'INDRAMAYU.KEC-PATROL'),
  staff('officer-bandung', 'Rina Marlina', 'LIAISON_OFFICER', 'KOTA-BANDUNG'),
  staff('officer-dki', 'Fajar Ramadhan', 'LIAISON_OFFICER', 'DKI'),
  staff('officer-dki-gambir', 'Maria Simanjuntak', 'LIAISON_OFFICER', 'DKI.JAKPUS.KEC-GAMBIR.KEL-GAMBIR'),
  citizen('citizen-maman', 'Maman Riyanto', '+6281200001708'),
  citizen('citizen-siti', 'Siti Aminah', '+6281200000178'),
];

function staff(key: string, name: string, role: DemoRole, agencyCode: string): DemoAccount {
  return { key, name, email: emailOf(key), phone: null, role, agencyCode, password: DEMO_PASSWORD };
}

function citizen(key: string, name: string, phone: string): DemoAccount {
  return { key, name, email: emailOf(key), phone, role: 'CITIZEN', agencyCode: null, password: DEMO_PASSWORD };
}

function emailOf(key: string): string {
  return `${key}@demo.tuntas.example`;
}
