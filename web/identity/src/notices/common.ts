import { defineMessages } from "@ven/kit/i18n";

/** What every notice of version 1 says in the same words. */
export const common = defineMessages("notice-common", {
  vi: {
    consent: "chỉ khi bạn đồng ý",
    service: "cần cho dịch vụ bạn yêu cầu",
    law: "nghĩa vụ theo luật",
    task: "nhiệm vụ công",
    day: "giữ {count} ngày",
    days: "giữ {count} ngày",
    rights:
      "Bạn có quyền xem, nhận bản sao, sửa, xóa dữ liệu của mình, phản đối và rút lại đồng ý bất cứ lúc nào, dễ như khi đồng ý. Chúng tôi trả lời trong 2 ngày làm việc. Từ chối không làm bạn mất dịch vụ. Bản sao lưu hết hạn sau 30 ngày; dữ liệu đã xóa không được khôi phục từ bản sao lưu.",
  },
  en: {
    consent: "only if you agree",
    service: "needed for the service you asked for",
    law: "a legal duty",
    task: "a public task",
    day: "kept for {count} day",
    days: "kept for {count} days",
    rights:
      "You may see your data, get a copy, correct it, erase it, object, and withdraw your consent at any time, as easily as you gave it. We answer within 2 working days. Saying no does not cost you the service. Backups expire after 30 days; erased data is not brought back from them.",
  },
});
