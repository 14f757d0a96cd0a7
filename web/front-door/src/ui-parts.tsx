import type { Lang } from "@ven/contracts";
import {
  Button,
  Choices,
  DataTable,
  EqualPair,
  ErrorSummary,
  Field,
  Icon,
  iconNames,
  LinkButton,
  Notification,
  Select,
  stateNames,
  StateTag,
  Steps,
  SummaryList,
  Tag,
  Ticket,
  WaitBand,
} from "@ven/ui";

const texts = {
  vi: {
    title: "Mọi thành phần, mọi trạng thái",
    light: "Sáng",
    dark: "Tối",
    buttons: "Nút",
    forms: "Biểu mẫu",
    states: "Trạng thái",
    notes: "Thông báo",
    facts: "Tóm tắt",
    ticket: "Vé",
    steps: "Hành trình",
    table: "Bảng",
    icons: "Biểu tượng",
    details: "Cách khác",
  },
  en: {
    title: "Every component in every state",
    light: "Light",
    dark: "Dark",
    buttons: "Buttons",
    forms: "Forms",
    states: "States",
    notes: "Notifications",
    facts: "Summary",
    ticket: "Ticket",
    steps: "Journey",
    table: "Table",
    icons: "Icons",
    details: "Other ways",
  },
};

export const words = (lang: Lang) => texts[lang === "vi" ? "vi" : "en"];

/** Every part that phone and desk share. `id` keeps two copies on one page apart. */
export function Parts({ lang, id, ticket }: { lang: Lang; id: string; ticket: boolean }) {
  const t = words(lang);
  const at = Date.UTC(2026, 10, 19, 2, 12);
  const minute = 60_000;
  return (
    <>
      <h3>{t.buttons}</h3>
      <p class="row">
        <Button type="button">Lấy số</Button>
        <Button type="button" kind="line">
          Gửi mã cho tôi
        </Button>
        <Button type="button" kind="stop">
          Trả lại số
        </Button>
        <Button type="button" disabled>
          Đã gửi
        </Button>
        <LinkButton href="#main" kind="line">
          Đăng nhập
        </LinkButton>
      </p>
      <Button type="button" size="big" full>
        Lấy số
      </Button>
      <h3>{t.forms}</h3>
      <form class="stack" method="get" action="/_ui" aria-label={`${t.forms} ${id}`}>
        {id === "light" ? (
          <ErrorSummary
            lang={lang}
            errors={[
              { field: "light-email", text: "Nhập địa chỉ thư có dấu @" },
              { field: "light-service", text: "Chọn việc bạn cần" },
            ]}
          />
        ) : null}
        <Field
          name={`${id}-phone`}
          label="Số điện thoại"
          hint="Chúng tôi gửi mã 6 số."
          type="tel"
          autocomplete="tel"
          inputmode="tel"
        />
        <Field
          name={`${id}-email`}
          label="Thư điện tử"
          error="Nhập địa chỉ thư có dấu @"
          type="email"
          value="hanh.example"
          autocomplete="email"
        />
        <Field
          name={`${id}-code`}
          label="Mã 6 số"
          code
          inputmode="numeric"
          autocomplete="one-time-code"
          maxlength={6}
        />
        <Select
          name={`${id}-ward`}
          label="Phường, xã"
          options={[
            { value: "", text: "Chọn" },
            { value: "bai-chay", text: "Bãi Cháy" },
          ]}
        />
        <Choices
          name={`${id}-service`}
          legend="1. Bạn cần việc gì?"
          error={id === "light" ? "Chọn việc bạn cần" : undefined}
          options={[
            { value: "noi", text: "Khám Nội", hint: "12 người chờ · khoảng 25–40 phút" },
            { value: "mat", text: "Khám Mắt", hint: "0 người chờ · vào ngay" },
            {
              value: "tmh",
              text: "Tai Mũi Họng",
              hint: "Mở lại lúc 13:30",
              disabled: true,
              tag: <StateTag state="closed" lang={lang} />,
            },
          ]}
        />
        <Choices
          name={`${id}-class`}
          legend="2. Bạn thuộc diện nào?"
          value="normal"
          options={[
            { value: "normal", text: "Thường" },
            { value: "priority", text: "Ưu tiên", hint: "Quầy sẽ xem giấy tờ." },
          ]}
        />
        <EqualPair
          name={`${id}-purpose`}
          legend="Cho chúng tôi đếm số lượt bạn quay lại?"
          hint="Không bắt buộc."
          options={[
            { value: "yes", text: "Đồng ý" },
            { value: "no", text: "Không" },
          ]}
        />
      </form>
      <details name={id}>
        <summary>{t.details}</summary>
        <p>Hỏi nhân viên ở quầy tiếp đón.</p>
      </details>
      <h3>{t.states}</h3>
      <p class="row">
        {stateNames.map((state) => (
          <StateTag key={state} state={state} lang={lang} />
        ))}
        <Tag>Thường</Tag>
      </p>
      <h3>{t.notes}</h3>
      <Notification>
        Bạn có thể đi quanh đây. Đang gọi <strong>A041</strong>, phòng 105. <a href="#main">Xem chỉ đường</a>
      </Notification>
      <Notification kind="success" title="Đã lưu.">
        Dịch vụ mở lại lúc 13:30.
      </Notification>
      <Notification kind="warning" title="Số liệu từ 09:08.">
        Chúng tôi chưa nối lại được.
      </Notification>
      <Notification kind="stop" title="Đau ngực, khó thở, chảy máu nhiều?">
        Đừng lấy số. Gọi <a href="tel:115">115</a>.
      </Notification>
      <h3>{t.facts}</h3>
      <SummaryList
        facts={[
          { term: "Dịch vụ", value: "Khám Nội", change: { href: "#main", text: "Đổi", about: "dịch vụ" } },
          { term: "Đã chờ", value: "31 phút" },
        ]}
      />
      {ticket ? (
        <>
          <h3>{t.ticket}</h3>
          {[
            [20, 35],
            [4, 9],
            [0, 5],
          ].map(([from = 0, to = 0]) => (
            <Ticket
              key={from}
              label={`Số của bạn ${id} ${from}`}
              heading="Số của bạn · Khám Nội"
              number="A047"
              state="waiting"
              stateText="Đang chờ"
            >
              <p class="lead">
                Chờ khoảng {from}–{to} phút
              </p>
              <p>
                Còn <strong>6 người</strong> trước bạn
              </p>
              <WaitBand
                now={at}
                from={at + from * minute}
                to={at + to * minute}
                text={(ms) => new Date(ms + 7 * 60 * minute).toISOString().slice(11, 16)}
                words={{ now: "bây giờ", turn: "lượt của bạn" }}
                label={`Bây giờ là 09:12. Lượt của bạn sau khoảng ${from} đến ${to} phút.`}
              />
            </Ticket>
          ))}
          <Ticket
            label={`Số được gọi ${id}`}
            heading="Số của bạn · Khám Nội"
            number="A047"
            state="called"
            stateText="Mời vào"
          >
            <p class="lead">Phòng 105, tầng 1</p>
          </Ticket>
        </>
      ) : null}
      <h3>{t.steps}</h3>
      <Steps
        steps={[
          { title: "Tiếp đón", text: "Xong lúc 08:40 · Quầy 2, tầng 1", state: "done" },
          { title: "Bác sĩ khám", text: "Đang chờ · Phòng 105, tầng 1", state: "current" },
          { title: "Xét nghiệm", text: "Chỉ khi bác sĩ yêu cầu", state: "later" },
        ]}
      />
      <h3>{t.table}</h3>
      <DataTable
        caption={`Hàng chờ của phòng 105 ${id}`}
        columns={[{ text: "Số" }, { text: "Diện" }, { text: "Đã chờ", number: true }]}
        rows={[
          { key: "A048", cells: ["A048", "Thường", "24 phút"] },
          { key: "U013", cells: ["U013", <StateTag key="p" state="priority" lang={lang} />, "9 phút"] },
        ]}
      />
      <h3>{t.icons}</h3>
      <ul class="row">
        {iconNames.map((name) => (
          <li key={name} class="ib">
            <Icon name={name} /> {name}
          </li>
        ))}
      </ul>
    </>
  );
}
