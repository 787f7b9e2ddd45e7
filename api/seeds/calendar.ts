/** One holiday row: a civil date ("2026-03-21") with the decree that set it. */
export interface HolidayRow {
  date: string;
  kind: 'NATIONAL' | 'JOINT_LEAVE';
  nameId: string;
  nameEn: string;
  decree: string;
}

type Day = readonly [monthAndDay: string, nameId: string, nameEn: string];

// Joint decrees of the ministers of religious affairs, of manpower, and of administrative reform. Numbers and dates as
// reported when they were signed (menpan.go.id, 14 October 2024; jpnn.com and bloombergtechnoz.com, August 2025;
// cimahiaktual.com, February 2026, quoting the decree of 19 September 2025).
const DECREE_2025 =
  'Keputusan Bersama Menteri Agama, Menteri Ketenagakerjaan, dan Menteri PANRB Nomor 1017 Tahun 2024, ' +
  'Nomor 2 Tahun 2024, dan Nomor 2 Tahun 2024 tanggal 14 Oktober 2024';
const DECREE_2025_AMENDED =
  'Keputusan Bersama Menteri Agama, Menteri Ketenagakerjaan, dan Menteri PANRB Nomor 933 Tahun 2025, ' +
  'Nomor 1 Tahun 2025, dan Nomor 3 Tahun 2025 tanggal 7 Agustus 2025';
const DECREE_2026 =
  'Keputusan Bersama Menteri Agama, Menteri Ketenagakerjaan, dan Menteri PANRB Nomor 1497 Tahun 2025, ' +
  'Nomor 2 Tahun 2025, dan Nomor 5 Tahun 2025 tanggal 19 September 2025';

const NATIONAL_2025: readonly Day[] = [
  ['01-01', 'Tahun Baru 2025 Masehi', "New Year's Day 2025"],
  ['01-27', 'Isra Mikraj Nabi Muhammad S.A.W.', 'Ascension of the Prophet Muhammad'],
  ['01-29', 'Tahun Baru Imlek 2576 Kongzili', 'Chinese New Year 2576'],
  ['03-29', 'Hari Suci Nyepi (Tahun Baru Saka 1947)', 'Nyepi, Day of Silence (Saka New Year 1947)'],
  ['03-31', 'Idulfitri 1446 Hijriah', 'Eid al-Fitr 1446 AH'],
  ['04-01', 'Idulfitri 1446 Hijriah', 'Eid al-Fitr 1446 AH'],
  ['04-18', 'Wafat Yesus Kristus', 'Good Friday'],
  ['04-20', 'Kebangkitan Yesus Kristus (Paskah)', 'Easter Sunday'],
  ['05-01', 'Hari Buruh Internasional', 'International Labour Day'],
  ['05-12', 'Hari Raya Waisak 2569 BE', 'Vesak Day 2569 BE'],
  ['05-29', 'Kenaikan Yesus Kristus', 'Ascension of Jesus Christ'],
  ['06-01', 'Hari Lahir Pancasila', 'Pancasila Day'],
  ['06-06', 'Iduladha 1446 Hijriah', 'Eid al-Adha 1446 AH'],
  ['06-27', '1 Muharam Tahun Baru Islam 1447 Hijriah', 'Islamic New Year 1447 AH'],
  ['08-17', 'Proklamasi Kemerdekaan', 'Independence Day'],
  ['09-05', 'Maulid Nabi Muhammad S.A.W.', 'Birthday of the Prophet Muhammad'],
  ['12-25', 'Kelahiran Yesus Kristus', 'Christmas Day'],
];

const JOINT_LEAVE_2025: readonly Day[] = [
  ['01-28', 'Cuti Bersama Tahun Baru Imlek 2576 Kongzili', 'Joint leave for Chinese New Year 2576'],
  ['03-28', 'Cuti Bersama Hari Suci Nyepi (Tahun Baru Saka 1947)', 'Joint leave for Nyepi (Saka New Year 1947)'],
  ['04-02', 'Cuti Bersama Idulfitri 1446 Hijriah', 'Joint leave for Eid al-Fitr 1446 AH'],
  ['04-03', 'Cuti Bersama Idulfitri 1446 Hijriah', 'Joint leave for Eid al-Fitr 1446 AH'],
  ['04-04', 'Cuti Bersama Idulfitri 1446 Hijriah', 'Joint leave for Eid al-Fitr 1446 AH'],
  ['04-07', 'Cuti Bersama Idulfitri 1446 Hijriah', 'Joint leave for Eid al-Fitr 1446 AH'],
  ['05-13', 'Cuti Bersama Hari Raya Waisak 2569 BE', 'Joint leave for Vesak Day 2569 BE'],
  ['05-30', 'Cuti Bersama Kenaikan Yesus Kristus', 'Joint leave for the Ascension of Jesus Christ'],
  ['06-09', 'Cuti Bersama Iduladha 1446 Hijriah', 'Joint leave for Eid al-Adha 1446 AH'],
  ['12-26', 'Cuti Bersama Kelahiran Yesus Kristus', 'Joint leave for Christmas'],
];

const JOINT_LEAVE_2025_ADDED: readonly Day[] = [
  ['08-18', 'Cuti Bersama Proklamasi Kemerdekaan', 'Joint leave for Independence Day'],
];

const NATIONAL_2026: readonly Day[] = [
  ['01-01', 'Tahun Baru 2026 Masehi', "New Year's Day 2026"],
  ['01-16', 'Isra Mikraj Nabi Muhammad S.A.W.', 'Ascension of the Prophet Muhammad'],
  ['02-17', 'Tahun Baru Imlek 2577 Kongzili', 'Chinese New Year 2577'],
  ['03-19', 'Hari Suci Nyepi (Tahun Baru Saka 1948)', 'Nyepi, Day of Silence (Saka New Year 1948)'],
  ['03-21', 'Idulfitri 1447 Hijriah', 'Eid al-Fitr 1447 AH'],
  ['03-22', 'Idulfitri 1447 Hijriah', 'Eid al-Fitr 1447 AH'],
  ['04-03', 'Wafat Yesus Kristus', 'Good Friday'],
  ['04-05', 'Kebangkitan Yesus Kristus (Paskah)', 'Easter Sunday'],
  ['05-01', 'Hari Buruh Internasional', 'International Labour Day'],
  ['05-14', 'Kenaikan Yesus Kristus', 'Ascension of Jesus Christ'],
  ['05-27', 'Iduladha 1447 Hijriah', 'Eid al-Adha 1447 AH'],
  ['05-31', 'Hari Raya Waisak 2570 BE', 'Vesak Day 2570 BE'],
  ['06-01', 'Hari Lahir Pancasila', 'Pancasila Day'],
  ['06-16', '1 Muharam Tahun Baru Islam 1448 Hijriah', 'Islamic New Year 1448 AH'],
  ['08-17', 'Proklamasi Kemerdekaan', 'Independence Day'],
  ['08-25', 'Maulid Nabi Muhammad S.A.W.', 'Birthday of the Prophet Muhammad'],
  ['12-25', 'Kelahiran Yesus Kristus', 'Christmas Day'],
];

const JOINT_LEAVE_2026: readonly Day[] = [
  ['02-16', 'Cuti Bersama Tahun Baru Imlek 2577 Kongzili', 'Joint leave for Chinese New Year 2577'],
  ['03-18', 'Cuti Bersama Hari Suci Nyepi (Tahun Baru Saka 1948)', 'Joint leave for Nyepi (Saka New Year 1948)'],
  ['03-20', 'Cuti Bersama Idulfitri 1447 Hijriah', 'Joint leave for Eid al-Fitr 1447 AH'],
  ['03-23', 'Cuti Bersama Idulfitri 1447 Hijriah', 'Joint leave for Eid al-Fitr 1447 AH'],
  ['03-24', 'Cuti Bersama Idulfitri 1447 Hijriah', 'Joint leave for Eid al-Fitr 1447 AH'],
  ['05-15', 'Cuti Bersama Kenaikan Yesus Kristus', 'Joint leave for the Ascension of Jesus Christ'],
  ['05-28', 'Cuti Bersama Iduladha 1447 Hijriah', 'Joint leave for Eid al-Adha 1447 AH'],
  ['12-24', 'Cuti Bersama Kelahiran Yesus Kristus', 'Joint leave for Christmas'],
];

/** National holidays and joint-leave days of 2025 and 2026 (CLK-1), on weekdays and weekends alike. */
export const HOLIDAYS: readonly HolidayRow[] = [
  ...daysOf(2025, 'NATIONAL', DECREE_2025, NATIONAL_2025),
  ...daysOf(2025, 'JOINT_LEAVE', DECREE_2025, JOINT_LEAVE_2025),
  ...daysOf(2025, 'JOINT_LEAVE', DECREE_2025_AMENDED, JOINT_LEAVE_2025_ADDED),
  ...daysOf(2026, 'NATIONAL', DECREE_2026, NATIONAL_2026),
  ...daysOf(2026, 'JOINT_LEAVE', DECREE_2026, JOINT_LEAVE_2026),
];

function daysOf(year: number, kind: HolidayRow['kind'], decree: string, days: readonly Day[]): HolidayRow[] {
  return days.map(([monthAndDay, nameId, nameEn]) => ({
    date: `${year}-${monthAndDay}`,
    kind,
    nameId,
    nameEn,
    decree,
  }));
}
