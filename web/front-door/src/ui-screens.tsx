import type { Lang } from "@ven/contracts";
import { Button, Icon, StateTag, Steps, SummaryList } from "@ven/ui";

export function DeskParts({ lang }: { lang: Lang }) {
  return (
    <div class="stack">
      <div class="card stack">
        <div class="two half">
          <div>
            <h3 class="soft">Đang phục vụ</h3>
            <p class="no">A047</p>
            <p class="row">
              <StateTag state="serving" lang={lang} /> <span>Bước 2 trong 4: bác sĩ khám</span>
            </p>
          </div>
          <SummaryList
            facts={[
              { term: "Phục vụ được", value: <time dateTime="PT4M12S">04:12</time> },
              { term: "Đã chờ", value: "31 phút" },
              { term: "Số lần gọi", value: "1" },
            ]}
          />
        </div>
        <div class="tools">
          <Button kind="line" shortcut="R">
            Gọi lại
          </Button>
          <Button kind="line" shortcut="F">
            Khám xong
          </Button>
          <Button kind="stop" shortcut="V">
            Vắng mặt
          </Button>
        </div>
      </div>
      <Button size="next" full shortcut="Phím cách">
        <span>
          Gọi số tiếp theo<small>Khám xong A047, mời A048 · thường · đã chờ 24 phút</small>
        </span>
      </Button>
    </div>
  );
}

export function Board() {
  return (
    <div class="screen">
      <header class="mast">
        <div class="wrap row apart">
          <h1>Bệnh viện Bãi Cháy · Khu khám Nội</h1>
          <p class="row">
            <span class="b3">Thứ Năm 19/11</span>{" "}
            <time class="b2" dateTime="09:12">
              09:12
            </time>
          </p>
        </div>
      </header>
      <main class="wrap calls">
        <section class="now fresh" aria-label="Đang mời" aria-live="polite">
          <p class="b3">
            Mời số <span lang="en">· Now calling</span>
          </p>
          <p class="no">A047</p>
          <p class="to">Phòng 105</p>
        </section>
        <section class="past" aria-labelledby="past">
          <div class="row apart b3">
            <h2 id="past" class="b3">
              Vừa gọi <span lang="en">· Called</span>
            </h2>
            <span aria-hidden="true">Phòng</span>
          </div>
          <ol>
            <li>
              <b>A046</b> <span>103</span>
            </li>
            <li>
              <b>U012</b> <span class="long">Phòng siêu âm 2</span>
            </li>
            <li>
              <b>A045</b> <span>105</span>
            </li>
          </ol>
        </section>
      </main>
      <section class="wrap soon" aria-labelledby="soon">
        <h2 id="soon" class="b3">
          Tiếp theo
          <br />
          <span lang="en">Next</span>
        </h2>
        <ol>
          {["A048", "A049", "U013", "A050", "A051"].map((number) => (
            <li key={number}>{number}</li>
          ))}
        </ol>
      </section>
      <footer class="strip lost">
        <div class="wrap row apart b3">
          <output class="ib">
            <Icon name="lost" />
            Mất kết nối từ 09:08. Hãy nghe nhân viên gọi số.
          </output>
          <p class="ib">
            <Icon name="bell" />
            Chuông: tắt
          </p>
        </div>
      </footer>
    </div>
  );
}

export function Poster() {
  return (
    <>
      <p class="bar row">
        <Button type="button" kind="line">
          <Icon name="print" /> In
        </Button>
      </p>
      <main class="sheet">
        <p>Bệnh viện Bãi Cháy</p>
        <div>
          <div>
            <h1>Quét mã để lấy số</h1>
            <p class="lead soft" lang="en">
              Scan to take a number
            </p>
          </div>
          <svg class="qr" viewBox="0 0 10 10" role="img" aria-label="Chỗ của mã QR">
            <path fill="#fff" d="M0 0h10v10H0z" />
          </svg>
          <Steps
            level={2}
            steps={[
              { title: "Quét mã", text: "bằng máy ảnh điện thoại.", state: "later" },
              { title: "Chọn việc", text: "bạn cần.", state: "later" },
              { title: "Chờ thoải mái.", text: "Chúng tôi báo trước.", state: "later" },
            ]}
          />
        </div>
        <footer>
          <p>
            <strong>Không có điện thoại?</strong> Mời bạn đến quầy tiếp đón.
          </p>
          <p>
            <strong>Cấp cứu: không cần lấy số.</strong> Đến thẳng cổng A.
          </p>
        </footer>
      </main>
    </>
  );
}
