import type { Lang } from "@ven/contracts";

import type { Basis } from "./notice";

interface Common {
  basis: Readonly<Record<Basis, string>>;
  days: (count: number) => string;
  rights: string;
}

/** What every notice of version 1 says in the same words. */
export const common: Readonly<Record<Lang, Common>> = {
  vi: {
    basis: {
      consent: "chỉ khi bạn đồng ý",
      service: "cần cho dịch vụ bạn yêu cầu",
      law: "nghĩa vụ theo luật",
      task: "nhiệm vụ công",
    },
    days: (count) => `giữ ${count} ngày`,
    rights:
      "Bạn có quyền xem, nhận bản sao, sửa, xóa dữ liệu của mình, phản đối và rút lại đồng ý bất cứ lúc nào, dễ như khi đồng ý. Chúng tôi trả lời trong 2 ngày làm việc. Từ chối không làm bạn mất dịch vụ. Bản sao lưu hết hạn sau 30 ngày; dữ liệu đã xóa không được khôi phục từ bản sao lưu.",
  },
  en: {
    basis: {
      consent: "only if you agree",
      service: "needed for the service you asked for",
      law: "a legal duty",
      task: "a public task",
    },
    days: (count) => (count === 1 ? "kept for 1 day" : `kept for ${count} days`),
    rights:
      "You may see your data, get a copy, correct it, erase it, object, and withdraw your consent at any time, as easily as you gave it. We answer within 2 working days. Saying no does not cost you the service. Backups expire after 30 days; erased data is not brought back from them.",
  },
  zh: {
    basis: { consent: "仅在您同意时", service: "为提供您所需的服务", law: "法定义务", task: "公共职责" },
    days: (count) => `保存${count}天`,
    rights:
      "您可以随时查看、获取副本、更正、删除您的数据，提出反对，并撤回同意，撤回与同意同样方便。我们在2个工作日内答复。拒绝不会影响您使用服务。备份在30天后失效；已删除的数据不会从备份中恢复。",
  },
  ko: {
    basis: {
      consent: "동의한 경우에만",
      service: "요청하신 서비스에 필요",
      law: "법적 의무",
      task: "공공 업무",
    },
    days: (count) => `${count}일 보관`,
    rights:
      "언제든지 자신의 데이터를 열람하고, 사본을 받고, 정정·삭제하고, 이의를 제기하고, 동의할 때처럼 쉽게 동의를 철회할 수 있습니다. 영업일 기준 2일 이내에 답변합니다. 거부해도 서비스를 이용할 수 있습니다. 백업은 30일 후 만료되며, 삭제된 데이터는 백업에서 복원되지 않습니다.",
  },
  ja: {
    basis: {
      consent: "同意した場合のみ",
      service: "ご依頼のサービスに必要",
      law: "法的義務",
      task: "公的業務",
    },
    days: (count) => `${count}日間保存`,
    rights:
      "ご自身のデータの閲覧、写しの受け取り、訂正、削除、異議申し立て、同意の撤回が、いつでも、同意したときと同じくらい簡単にできます。2営業日以内に回答します。お断りになってもサービスは利用できます。バックアップは30日で失効し、削除したデータがバックアップから戻ることはありません。",
  },
  fr: {
    basis: {
      consent: "seulement si vous êtes d’accord",
      service: "nécessaire au service demandé",
      law: "obligation légale",
      task: "mission publique",
    },
    days: (count) => (count === 1 ? "conservé 1 jour" : `conservé ${count} jours`),
    rights:
      "Vous pouvez à tout moment consulter vos données, en recevoir une copie, les corriger, les effacer, vous opposer et retirer votre accord, aussi facilement que vous l’avez donné. Nous répondons sous 2 jours ouvrés. Un refus ne vous prive pas du service. Les sauvegardes expirent après 30 jours ; les données effacées n’en reviennent pas.",
  },
};
