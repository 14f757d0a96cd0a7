import type { Lang } from "@ven/contracts";
import type { Page } from "@ven/kit";
import { renderPage } from "@ven/ui";
import type { VNode } from "preact";

import assets from "../../dist/front-door.json";
import { brandOf, cityOf } from "./city";
import type { Env } from "./env";

interface Notice {
  title: string;
  text: (authority: string) => VNode;
}

/** Notices are law before they are words: written in Vietnamese and English, and not translated further by us. */
export const notices: Record<"privacy" | "accessibility", Record<"vi" | "en", Notice>> = {
  privacy: {
    vi: {
      title: "Quyền riêng tư",
      text: (authority) => (
        <>
          <p>{authority} chịu trách nhiệm về các dịch vụ này.</p>
          <h2>Chúng tôi giữ gì</h2>
          <p>Các trang nhớ ngôn ngữ bạn chọn trong một cookie tên là “lang”.</p>
          <p>
            Để lấy số khám bệnh, bạn không cần tài khoản và không cần tên. Một cookie giữ trong 2 ngày giúp chúng tôi
            tìm lại số cho điện thoại của bạn.
          </p>
          <p>Khi bạn đăng nhập, cookie giữ phiên của bạn cho đến khi bạn đăng xuất hoặc phiên hết hạn.</p>
          <p>Nhật ký của hệ thống không ghi tên, số điện thoại hay đường dẫn riêng của bạn.</p>
          <h2>Quyền của bạn</h2>
          <p>
            Luật Bảo vệ dữ liệu cá nhân (91/2025/QH15) cho bạn quyền biết, xem, sửa và xoá dữ liệu của mình. Hãy hỏi nơi
            bạn đã dùng dịch vụ.
          </p>
        </>
      ),
    },
    en: {
      title: "Privacy",
      text: (authority) => (
        <>
          <p>{authority} is responsible for these services.</p>
          <h2>What we keep</h2>
          <p>The pages remember the language you chose in a cookie named “lang”.</p>
          <p>
            You need no account and no name to take a number at a hospital. A cookie that lasts 2 days lets us find the
            number of your phone again.
          </p>
          <p>When you sign in, cookies keep you signed in until you sign out or the session ends.</p>
          <p>The system's logs hold no names, no telephone numbers and no personal links.</p>
          <h2>Your rights</h2>
          <p>
            Vietnam's Law on Personal Data Protection (91/2025/QH15) gives you the right to know, see, correct and erase
            your data. Ask where you used the service.
          </p>
        </>
      ),
    },
  },
  accessibility: {
    vi: {
      title: "Khả năng tiếp cận",
      text: () => (
        <>
          <p>Chúng tôi làm các trang này theo chuẩn WCAG 2.2 mức AA.</p>
          <p>
            Bạn có thể dùng bàn phím, trình đọc màn hình, chữ lớn gấp đôi, màn hình rộng 320 px, chế độ tối, và trình
            duyệt tắt JavaScript.
          </p>
          <p>Nếu có chỗ nào bạn không dùng được, nhân viên ở quầy làm thay được mọi việc.</p>
        </>
      ),
    },
    en: {
      title: "Accessibility",
      text: () => (
        <>
          <p>We build these pages to WCAG 2.2, level AA.</p>
          <p>
            You can use a keyboard, a screen reader, text at twice the size, a screen 320 px wide, dark mode, and a
            browser without JavaScript.
          </p>
          <p>Where a page does not work for you, the staff at the counter can do everything for you.</p>
        </>
      ),
    },
  },
};

export function noticePage(name: keyof typeof notices, env: Env, lang: Lang): Page {
  const city = cityOf(env);
  const written = lang === "vi" ? "vi" : "en";
  const { title, text } = notices[name][written];
  return renderPage({
    lang,
    title: `${title} – ${brandOf(city, lang).name}`,
    audience: "phone",
    assets,
    city,
    brand: brandOf(city, lang),
    home: "",
    mainClass: "wrap",
    body: (
      <article class="stack" lang={written === lang ? undefined : written}>
        <h1>{title}</h1>
        {text(city.authority[written])}
      </article>
    ),
  });
}
