import { defineMessages } from "@ven/kit/i18n";

/** FreeRADIUS and Kea: Vietnamese and English. */
export const serverWords = defineMessages("wifi.servers", {
  vi: {
    title: "FreeRADIUS và Kea",
    intro:
      "Hai máy chủ đặt cạnh thiết bị: RADIUS cho các loại thiết bị hỏi tên và mật khẩu, DHCP để báo điện thoại biết cổng.",
    radius: "FreeRADIUS 3.2",
    radiusHint:
      "Mỗi lần tải có một khoá mới của cổng; khoá trước vẫn dùng được cho tới lần tải sau nữa. Tệp chứa khoá bí mật. Mạng bảo mật có trong tệp khi đang bật.",
    networks: "Mạng của thiết bị (mỗi dòng một: 10.20.0.0/22)",
    secret: "Khoá RADIUS của thiết bị",
    secretHint: "Để trống để tạo khoá mới.",
    certificate: "Chứng chỉ của máy chủ RADIUS thay cho khoá",
    certificateHint: "PEM hoặc SHA-256 của chứng chỉ. Để trống để dùng khoá. Đặt tệp tại {certificate} và {key}.",
    certificateWrong: "Không phải chứng chỉ PEM hay SHA-256 (64 chữ số hệ 16).",
    download: "Tải radiusd.conf",
    known: "Được phép hỏi",
    none: "Chưa có máy chủ nào.",
    isKey: "Khoá",
    isCertificate: "Chứng chỉ",
    since: "từ {time}",
    remove: "Thu hồi",
    dictionary: "Tải dictionary (giới hạn trên 4 GiB)",
    kea: "Kea DHCPv4",
    keaHint:
      "Mỗi điện thoại nhận địa chỉ API riêng (RFC 8910), nên cổng biết ai hỏi dù cả điểm chung một địa chỉ công cộng.",
    site: "Mã điểm phát",
    interface: "Cổng mạng, như wlan0",
    subnet: "Mạng, như 10.20.0.0/22",
    pool: "Dải cấp, như 10.20.0.50-10.20.3.250",
    router: "Địa chỉ thiết bị",
    nameservers: "Máy chủ DNS, cách nhau bằng dấu phẩy",
    downloadKea: "Tải kea-dhcp4.conf",
  },
  en: {
    title: "FreeRADIUS and Kea",
    intro:
      "Two servers beside the gateways: RADIUS for makes that ask for names and passwords, DHCP that tells phones of the portal.",
    radius: "FreeRADIUS 3.2",
    radiusHint:
      "Each download has a new key of the portal; the one before it stays good until the download after. The file holds secrets. The secure network is in it while that is on.",
    networks: "Networks of the gateways (one a line: 10.20.0.0/22)",
    secret: "RADIUS secret of the gateways",
    secretHint: "Leave empty to have a new one made.",
    certificate: "Certificate of the RADIUS server in place of a key",
    certificateHint:
      "PEM, or the certificate's SHA-256. Leave empty for a key. Put the files at {certificate} and {key}.",
    certificateWrong: "This is neither a PEM certificate nor a SHA-256 (64 hexadecimal digits).",
    download: "Download radiusd.conf",
    known: "May ask",
    none: "No server yet.",
    isKey: "Key",
    isCertificate: "Certificate",
    since: "since {time}",
    remove: "Take back",
    dictionary: "Download dictionary (limits above 4 GiB)",
    kea: "Kea DHCPv4",
    keaHint:
      "Each phone gets an API address of its own (RFC 8910), so the portal knows who asks although the site has one public address.",
    site: "Hotspot code",
    interface: "Interface, like wlan0",
    subnet: "Network, like 10.20.0.0/22",
    pool: "Leased range, like 10.20.0.50-10.20.3.250",
    router: "Address of the gateway",
    nameservers: "Name servers, divided by commas",
    downloadKea: "Download kea-dhcp4.conf",
  },
});
