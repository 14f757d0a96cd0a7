import type { Lang } from "@ven/contracts";
import { fill } from "@ven/kit/fill";
import { defineMessages } from "@ven/kit/i18n";

/** Why a whole file is refused, and what is wrong with a row. */
const faultWords = defineMessages("classrooms.faults", {
  vi: {
    "too-large": "Tệp quá lớn.",
    empty: "Tệp trống.",
    encoding: "Tệp dùng bảng mã {encoding}. Hãy lưu lại dưới dạng UTF-8 (trong Excel: CSV UTF-8).",
    "csv-quote": "Dấu ngoặc kép ở dòng {line} không khép đúng.",
    "csv-columns": "Dòng {line} có quá nhiều cột.",
    "header-missing": "Thiếu cột: {column}. Tệp đang có các cột: {found}.",
    "old-font":
      "Chữ trong tệp gõ bằng mã {encoding}, không phải Unicode. Hãy chuyển mã sang Unicode (với UniKey: chọn chữ, bấm Ctrl+Shift+F6) rồi lưu lại dưới dạng CSV UTF-8 hoặc .xlsx.",
    "header-twice": "Cột {column} có hai lần.",
    "not-a-zip": "Đây không phải tệp .xlsx hay .zip.",
    "zip-unsupported": "Tệp nén có mật khẩu hoặc kiểu nén không đọc được ({name}).",
    "zip-broken": "Tệp nén bị hỏng ({name}).",
    "zip-bomb": "Tệp nén giải ra quá lớn.",
    "xml-broken": "XML không đọc được ({name}).",
    "sheet-missing": "Tệp Excel thiếu phần {name}.",
    "matrix-missing":
      "Không thấy bảng thời khoá biểu. Hàng tiêu đề phải có Thứ, Tiết rồi tên các lớp, ví dụ: Thứ | Tiết | 10A1 | 10A2.",
    "asc-missing": "Không phải tệp XML của aSc Timetables.",
    "oneroster-manifest": "Gói OneRoster thiếu manifest.csv phiên bản 1.1 hoặc 1.2.",
    "oneroster-file": "Gói OneRoster thiếu hoặc sai tệp {name}.",
    "calendar-broken": "Lịch iCalendar sai ở dòng {line}.",
    "from-missing": "Hãy chọn tuần bắt đầu áp dụng.",
    "no-school-year": "Ngày {date} không thuộc năm học nào của trường.",
    "later-timetable": "Đã có thời khoá biểu áp dụng từ {date}, muộn hơn tuần bạn chọn.",
    "file-kind": "Không đọc được tệp {name}. Hãy lưu lại dưới dạng .xlsx.",
    "room-missing": "Hãy chọn một phòng đang dùng; bạn cũng phải có tên trong danh sách giáo viên của trường.",
    "value-missing": "thiếu giá trị",
    "value-too-long": "quá dài",
    "not-a-number": "không phải số hợp lệ",
    "not-a-date": "không phải ngày giờ hợp lệ",
    "unknown-value": "giá trị lạ",
    "unknown-feature":
      "không có trang thiết bị này (có: bảng tương tác, máy chiếu, máy tính, máy tính bảng, màn hình, âm thanh, micro, camera, điều hoà, thí nghiệm, tai nghe, wifi)",
    "code-malformed": "mã sai dạng",
    "code-twice": "mã có hai lần",
    "columns-missing": "thiếu cột",
    "unknown-class": "không có lớp này",
    "unknown-teacher": "không có giáo viên này",
    "ambiguous-teacher": "nhiều giáo viên có tên này, hãy dùng mã",
    "unknown-room": "không có phòng này",
    "unknown-period": "không có tiết này",
    "unknown-day": "không có thứ này",
    "unknown-reference": "không có mục này",
    "units-fewer": "không giảm số đơn vị bằng tệp được",
    "malformed-rule": "quy tắc lặp sai",
    "unsupported-rule": "quy tắc lặp không hỗ trợ",
    "unknown-weeks": "chu kì tuần không đọc được; chỉ có mọi tuần, tuần lẻ và tuần chẵn",
    "weeks-unnumbered": "trường chưa đánh số tuần nên không biết tuần nào lẻ, tuần nào chẵn",
    "other-term": "tiết của học kì khác, không lấy",
    "dates-reversed": "ngày kết thúc không sau ngày bắt đầu",
    "terms-overlap": "hai học kì chồng lên nhau",
    "terms-too-many": "một năm học có nhiều nhất bốn học kì",
    "outside-year": "học kì không thuộc năm học nào của trường",
    "teacher-missing": "tiết trong phòng cần có giáo viên",
    "unknown-part": "không có nhóm này",
    "teacher-twice": "giáo viên trùng giờ với",
    "class-twice": "lớp trùng giờ với",
    "room-twice": "phòng trùng giờ với",
  },
  en: {
    "too-large": "The file is too large.",
    empty: "The file is empty.",
    encoding: "The file is in {encoding}. Save it as UTF-8 (in Excel: CSV UTF-8).",
    "csv-quote": "A quote on line {line} is not closed properly.",
    "csv-columns": "Line {line} has too many columns.",
    "header-missing": "Column missing: {column}. The file has these columns: {found}.",
    "old-font":
      "The letters of this file are in {encoding}, which is not Unicode. Convert them to Unicode (with UniKey: select them, press Ctrl+Shift+F6) and save again as CSV UTF-8 or .xlsx.",
    "header-twice": "Column {column} is there twice.",
    "not-a-zip": "This is no .xlsx or .zip file.",
    "zip-unsupported": "The archive has a password or a packing that cannot be read ({name}).",
    "zip-broken": "The archive is damaged ({name}).",
    "zip-bomb": "The archive unpacks to more than is allowed.",
    "xml-broken": "The XML cannot be read ({name}).",
    "sheet-missing": "The Excel file lacks {name}.",
    "matrix-missing":
      "No timetable found. Its heading must have the day, the period and then the classes, such as: Thứ | Tiết | 10A1 | 10A2.",
    "asc-missing": "This is no XML of aSc Timetables.",
    "oneroster-manifest": "The OneRoster package lacks a manifest.csv of version 1.1 or 1.2.",
    "oneroster-file": "The OneRoster package lacks {name}, or it is wrong.",
    "calendar-broken": "The iCalendar file is wrong on line {line}.",
    "from-missing": "Choose the week from which it counts.",
    "no-school-year": "{date} is in no school year of this school.",
    "later-timetable": "A timetable already begins on {date}, later than the week you chose.",
    "file-kind": "{name} cannot be read. Save it as .xlsx.",
    "room-missing": "Choose a room in service; you must also be on the school's list of teachers.",
    "value-missing": "value missing",
    "value-too-long": "too long",
    "not-a-number": "not a valid number",
    "not-a-date": "not a valid date or time",
    "unknown-value": "unknown value",
    "unknown-feature":
      "no such feature (there are: bảng tương tác, máy chiếu, máy tính, máy tính bảng, màn hình, âm thanh, micro, camera, điều hoà, thí nghiệm, tai nghe, wifi)",
    "code-malformed": "malformed code",
    "code-twice": "code is there twice",
    "columns-missing": "columns missing",
    "unknown-class": "no such class",
    "unknown-teacher": "no such teacher",
    "ambiguous-teacher": "several teachers have this name, use the code",
    "unknown-room": "no such room",
    "unknown-period": "no such period",
    "unknown-day": "no such day",
    "unknown-reference": "no such entry",
    "units-fewer": "a file cannot take units away",
    "malformed-rule": "wrong recurrence rule",
    "unsupported-rule": "recurrence rule not supported",
    "unknown-weeks": "these weeks cannot be read; there are every week, odd and even weeks",
    "weeks-unnumbered": "the school's weeks have no numbers, so nobody knows which are odd",
    "other-term": "a lesson of another term, not taken",
    "dates-reversed": "the end is not after the beginning",
    "terms-overlap": "two terms overlap",
    "terms-too-many": "a school year has at most four terms",
    "outside-year": "the term is in no school year of this school",
    "teacher-missing": "a lesson in a room needs a teacher",
    "unknown-part": "no such group",
    "teacher-twice": "the teacher is also in",
    "class-twice": "the class is also in",
    "room-twice": "the room is also taken by",
  },
});

type Word = keyof ReturnType<typeof faultWords>;
const isWord = (code: string, words: object): code is Word => code in words;

/** A sentence about a refused file, in the reader's language. */
export const fileRefusal = (lang: Lang, code: Word, facts: Readonly<Record<string, string | number>>) =>
  fill(faultWords(lang)[code === "encoding" && isOldFont(facts.encoding) ? "old-font" : code], facts);

/** Saving such a file again in another encoding helps nothing: its letters themselves are other ones. */
const isOldFont = (encoding: string | number | undefined) => /^TCVN3|VNI/.test(String(encoding));

/** "không có giáo viên này: Hạnh" */
export function rowFault(lang: Lang, { code, column, value }: { code: string; column?: string; value?: string }) {
  const words = faultWords(lang);
  const what = isWord(code, words) ? words[code] : code;
  return [column, what, value].filter(Boolean).join(": ");
}
