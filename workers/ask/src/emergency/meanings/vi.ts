/** What cries for help are made of, in Vietnamese. Rules put them together; no sentence stands here. */
export const meanings = {
  // Bodies, what hurts them, and whom to call for it.
  person:
    "tôi|em|anh|chị|con|bé|=cháu|cháu (bé|tôi|em)|vợ|chồng|bạn|mẹ|bố|ba|má|ông|bà|người|=nó|khách|hắn|ảnh|=chỉ|trẻ|=mình|ai|=họ|dì|=cô|=chú|=cậu|=mợ|=mệ|mạ|tía|thằng|tụi|tui|=đứa|hướng dẫn viên",
  kin: "vợ|chồng|con|bé|=cháu|mẹ|bố|ba|má|ông|bà|bạn|em trai|em gái|người thân|người nhà|cụ già|đứa trẻ|con (trai|gái|tôi|em)|(mấy|hai|ba|đám) đứa|đứa (bé|nhỏ|con|cháu|em)|thằng (cu|bé|nhỏ|út|nhóc|con)|=nhóc|=dì|=cô (tôi|em|mình|ấy)|=chú (tôi|em)|=cậu|=mợ|=mệ|=mạ|tía|=ngoại|=nội|người yêu|gia đình|bạn (trai|gái|tôi|em)|anh trai|chị gái|anh (hai|hai)|chị (hai|ba)|sinh đôi|trẻ (em|con)|=trẻ|cụ (ông|bà)|du khách|đồng nghiệp|con (dâu|rể)|mẹ (chồng|vợ)|bố (chồng|vợ)|học sinh|em út",
  animal:
    "rắn|chó|khỉ|mèo|rết|bọ cạp|bò cạp|nhện|ong|=sứa|sứa(?= (can|cắn|chích|đốt|dot|chich))|cá mập|cá đuối|nhím biển|cầu gai|cá mặt quỷ|đỉa|kiến ba khoang|=bò|=trâu",
  bite: "=cắn|bị (can|cắn)|chích|bị đốt|đốt (xong|sưng|tê|vào|trúng|rát)|bị đâm|=đốt|=đâm|bị cào|cắn (vào|trúng|vô|chảy)|bị quật|=quấn|quấn (vào|vô|quanh)|=giẫm|giẫm phải|=húc|=đá|dẫm|đạp (phải|trúng)|đốt (khắp|mấy|nhiều)",
  venomous: "rắn|bọ cạp|bò cạp|rết|cá mặt quỷ|cá đuối",
  suffering:
    "tê|sưng|đau|khóc thét|la hét|xỉu|ngất|tím|khó thở|chóng mặt|nôn|ói|sốc|co giật|rát|nóng ran|thở gấp|không cử động|=quấn|quấn (vào|vô|quanh)",
  limb: "tay|chân|ngón|đầu|=cổ|lưng|xương|đùi|=gối|=bụng|=mặt|=mắt|vai|sườn|động mạch",
  maimed:
    "gãy|=đứt|đứt lìa|=chém|chém (vào|trúng)|=lòi|lòi (xương|ruột)|=dập|nát|cụt|=cắt|cắt (trúng|vào|đứt)|=nghiền|kẹp|trật khớp|vỡ đầu|=đâm|toác|rách toạc|đập (đầu|vào|trúng)|va đập|liệt|bị (chém|kẹp|dập|cuốn)|xuyên|va vào|đụng (đầu|vào|trúng)|sụm|bể",
  chest: "=ngực|tim|(đau|ôm|tức|thắt|nặng) ngực|tay trái|vai trái|hàm",
  pressed:
    "đau|ôm|=tức|thắt|=nghẹn|=bóp|=nhói|=đập nhanh|ngừng|ngưng|=nặng|quặn|vã mồ hôi|lan (ra|xuống)|mỏi|tê|nặng trịch|thót",
  face: "=miệng|=mặt|nửa người|một bên (mặt|người|tay)|nửa (mặt|thân)|cánh tay|giọng|=nói|tay (trái|phải)|tay chân|lưỡi|khóe miệng|mép",
  drooping:
    "méo|=liệt|=xệ|=lệch|không nhấc|=yếu hẳn|cứng đờ|ngọng|=tê|=đớ|không (nhấc|giơ|cầm|nâng)( \\S+)? (lên|được|nổi|chắc)|lảm nhảm|không rõ|líu|=rũ|trễ xuống|cầm không (được|nổi)|rơi (đũa|ly|bát)|cứng (lưỡi|họng)|nói (líu|đớ|lắp|không rõ)|không (cười|cử động|giơ)|sụp|chảy xệ|yếu (đi|một bên)|xuội|tê(?= (nửa|một bên))",
  cannot: "không|chẳng|hết|ngừng|ngưng|mất|khó|chưa thấy|=tắt",
  vital:
    "=thở|(?<!yên )=tỉnh|tỉnh (lại|dậy|nữa)|nhúc nhích|cử động|phản ứng|(?<!tim )mạch|=nói được|nhìn thấy|=cục cựa|=nuốt được|trả lời|tri giác|nhịp tim|kêu không dậy|lay không dậy|động đậy|mở mắt|lên tiếng",
  blue: "=tím|tím tái|tím ngắt|tái mét|xanh lét|tím lịm",
  lips: "môi|=mặt|người|bé|con|toàn thân",
  toxic:
    "thuốc ngủ|thuốc sâu|thuốc tẩy|thuốc trừ sâu|thuốc chuột|thuốc độc|hóa chất|axit|xăng|cồn|rượu (dỏm|giả|lậu|độc|lạ|rởm)|methanol|nấm|cá nóc|pin|=cúc áo|xà phòng|nhiều thuốc|thuốc an thần|bả chuột|bồn cầu|nước (lau|rửa|giặt|xả|xịt|tẩy|thông)|bột giặt|viên giặt|nước hoa|dầu (hỏa|gió|lửa|nhớt)|thuốc (muỗi|xịt|tím|diệt|tím)|xà bông|dầu gội|hút ẩm|đồng xu|nam châm|cả vỉ|cả hộp|nguyên vỉ|vỉ thuốc|hộp thuốc|lọ thuốc|chai thuốc|javen|sơn móng|thủy ngân|chất tẩy",
  ingest:
    "uống|nuốt|ăn (phải|nhầm|trúng|nấm|cá nóc)|hít phải|dính vào mắt|văng vào mắt|tạt|=ăn|nốc|bỏ vô (miệng|mồm)|cho vào (miệng|mồm)|tu|ngậm|uong (nham|nuoc|thuoc)",
  collapsed:
    "gục|quỵ|xỉu|=ngất|ngất (xỉu|đi|rồi|trên|ở|lịm|giữa)|sùi bọt|co giật|=lịm|bất tỉnh|hôn mê|=bất động|lơ mơ|lay mãi|gọi hoài|chảy nước dãi|trợn mắt|im re|im lìm|nằm im|mềm nhũn|=lả|lả (đi|người)|nói nhảm|run lẩy bẩy|run (bần bật|cầm cập)|loạng choạng|choáng váng|ngủ (li bì|mê man|sâu quá|không dậy)|không (dậy|ngồi dậy|đứng) (nổi|được)|(đứng|đi|ngồi) không nổi",
  burnt: "=phỏng|bị phỏng|phỏng (nước|dầu|nặng|tay|chân|mặt)|=bỏng|bị bong|dầu sôi|nước sôi|dầu nóng|nước mắm sôi",
  severe: "nặng|=dữ|nước sôi|dầu|khắp|=mặt|toàn thân|axit|bô xe|điện|lột da|nghiêm trọng|lắm",
  agony:
    "đau (dữ dội|quằn quại|không chịu|chịu không nổi|không chịu nổi|thấu trời|muốn chết|kinh khủng)|(đau|bụng|đầu|lưng).. (dữ dội|quằn quại|chịu không nổi|không chịu nổi)",
  labour:
    "vỡ ối|chuyển dạ|sắp đẻ|sắp sinh (rồi|em|con|bé)|đẻ rơi|=đau =đẻ|vợ (tôi |em )?sắp sinh|sinh non|sảy thai|động thai|băng huyết",
  swollen: "sưng|phù|mề đay|phát ban",
  widely: "toàn thân|khắp người|cả người|=mặt|=họng|=lưỡi|khó thở|=môi",
  eyes: "=mắt|mí mắt",
  struck: "văng|=đâm|=chọc|dính|axit|miểng|mảnh|lưỡi câu|móc|gai|que",
  fever: "sốt|nóng (ran|hầm hập|hừng hực)|=nóng",
  grave: "co giật|cứng cổ|=mê|mê sảng|li bì|lơ mơ|40|41|42|tím",
  blind: "mù|mờ mắt|mắt mờ|không thấy gì|=nhìn không thấy",
  condition:
    "giật kinh phong|đột quỵ|tai biến|viêm ruột thừa|phản vệ|giật điện|điện giật|giảm áp|sốc thuốc|quá liều|nói ngọng|(lòi|lộ|thấy|nhìn thấy|nhô)( \\S+)? (=xương)|(lòi|lộ|loi) xương|hết thuốc (xịt|hen)|thở (rít|khò khè)|dây điện (đứt|rơi|rớt|hở)|(lần thứ|cơn thứ) (hai|2|ba)|cơn co giật|=kẹt (tay|chân)|(tay|chân)( \\S+)? =kẹt",
  medic: "bác sĩ|y tá|cấp cứu|115|cứu thương|sơ cứu|y tế",
  blood: "=máu|(chay|ra|mat|oc|ho|khac|phun|day|nhuom) =mau|=mau (me|chay|khong)",
  pouring: "nhiều|không ngừng|không cầm|=ho|ói|nôn|phun|tùm lum|khắp|lênh láng|dữ|ướt|mãi|xối xả|thấm|ra|đầy|khạc",
  despair:
    "tự tử|tự sát|muốn chết|không muốn sống|chán sống|kết liễu|nhảy (lầu|cầu|xuống)|cắt (cổ tay|tay|mạch)|rạch tay|treo cổ|chết quách|sống làm gì|(định|đòi|dọa) (nhảy|chết|tự)|không thiết sống|tự hại|(sẽ|muốn) kết thúc|kết thúc (cuộc đời|tất cả|mọi thứ)|chán đời|vĩnh biệt|thư tuyệt mệnh|di thư|lời trăn trối|(trèo|leo|đứng|ngồi|bước|vượt)( \\S+){0,2} (lan can|thành cầu|mép|nóc)|(đứng|ngồi)( \\S+){0,2} (sân thượng|mái nhà)",
  heater: "bình nóng lạnh|máy nước nóng|bếp (than|ga)|đốt than|lò sưởi|máy phát điện",
  sick: "nhức đầu|đau đầu|chóng mặt|buồn nôn|ói|choáng|không (dậy|trả lời|nghe tiếng|thấy tiếng|thấy trả lời)",
  numb: "=tê|tê (cứng|liệt|lên|rần|dần|buốt|hết|tới|đến)|mất cảm giác|không( còn| có)? cảm giác|không cảm (thấy|nhận)|tê (tay|chân|bì)|te (tay|chan)|rần",
  tingle:
    "khàn|ngứa|dày lên|nghẹn|châm chích|=tê|căng cứng|khò khè|rát|khó nuốt|mất tiếng|khản|không (nói|ra) (được|tiếng)",
  pregnant: "=bầu|bà bầu|có bầu|vợ bầu|mang thai|có thai|=thai",
  // Water, fire, height, weather, and being stuck in them.
  vehicle: "xe|ô tô|=ôtô|chân vịt|taxi|mô tô|container|=xích lô|ba gác|ca nô|tài xế|grab",
  crash:
    "=tông|=đụng|=cán|=lật|tai nạn|=va chạm|=quẹt|=húc|=đâm|lao (xuống|vào)|mất lái|té|ngã|bị (tong|tông|đụng|cán|đâm|hất)|đâm nhau|bị nạn|tung (nhau|vào)|lật nhào|(lao|rơi|rớt|lọt|lăn|văng) (xuống|khỏi)",
  height: "lầu|vực|vách|cầu thang|ban công|mái|=thang|=cây|tầng|dốc|hang|đá|=giếng|núi|=hố|cáp treo",
  fall: "ngã|=té|=rớt|=rơi|trượt|=lăn|rơi xuống|rớt xuống|té xuống|bị (roi|rơi|ngã|nga|te|té)|=hụt chân|(te|rot|roi)(?= (xuong|ho|song|bien|cau|lau|gieng|suoi|ao|be boi))|nhảy khỏi|nhảy xuống|rơi khỏi|sẩy chân|lọt|cắm đầu",
  water: "biển|sông|=hồ|hồ (bơi|nước|tắm)|xuống hồ|=nước|xuống nước|ao|suối|bể bơi|thác|=sóng|bến|kênh|=vịnh|tàu",
  boat: "tàu|thuyền|xuồng|ca nô|cano|kayak|phà|ghe|bè|mủng|thúng|sup|khoang|mạn",
  wreck:
    "chìm|=lật|=úp|ngập nước|=đâm|va (vào|phải)|đá ngầm|=thủng|đứt neo|=trôi|(chết|hỏng|hết) máy|mắc cạn|nghiêng|=vỡ|mất lái|hết xăng|không nổ máy|bị bỏ|=đắm|(tràn|vô|vào) nước|tràn vào|nước( \\S+){0,2} (tràn|vô|vào|ngập)|(gãy|rớt|mất|rơi)( \\S+)? (=chèo|mái chèo)|gãy chèo|=rã|rã (ra|rời)|bung|lật úp|úp ngược",
  swimmer: "bơi|lặn|tắm biển|lướt ván|chèo|xuống biển|ra biển",
  missing:
    "(chưa|không)( thấy)? (về|lên|vào|vô|nổi|trở lại)|(không|chẳng|chưa)( còn)? thấy (đầu|người|đâu|bóng|tăm|nó|ai)|mất (tích|hút|tăm)|biến mất|không (vô|vào) được bờ|kiệt sức|chuột rút|đuối|không bơi (được|nổi)|bị (kéo|cuốn)|(ra|quá) xa bờ|thiếu (mất )?(một|1|hai|2|người|bạn)|không thấy (lên|nổi)|mất dạng|chìm",
  disaster:
    "=lũ|nước lũ|lũ quét|=lụt|ngập|sạt lở|=lở đất|=bão|(con|gap|dinh|giua|tranh|cơn) bão|lốc|sóng thần|động đất|vỡ đập|nước cuốn|nước (đang )?lên|lở đất|nước sông|nước( \\S+)? (dâng|=lên)|suối dâng|(nước|thủy triều|triều|sóng|nước biển)( \\S+){0,2} (lên|dâng|cao|tràn|ngập|phủ|đánh|tới)|thủy triều|triều (cường|lên)|nước (lớn|cường)",
  caught:
    "=kẹt|(mac|bi|dang|con) =ket|=ket (trong|o|tren|duoi|lai|cung|thang|chan)|bị (cuốn|vùi|chôn|kẹt|cô lập)|=vùi|=cuốn|nóc nhà|=nóc|trên nóc|trên mái|mái nhà|cô lập|không thoát|không lên được|không có (tàu|đò) về|=sập|bị sập|sập (nhà|hầm|hang|xuống|đổ|tường)|=trôi|leo lên|kéo (ra|đi|xa)|(còn|vẫn|đang)( \\S+)? (ở )?(trong|trên) (hang|đó|rừng|xe|nhà|núi)|không rút (ra )?được|không (quay|về|đi|thoát|lui)( \\S+)? (lại|về|được|ra)|hết đường|mắc kẹt|=kẹt lại|kẹt (ngoài|trên|trong|giữa|lại)|con ket|(vẫn|còn) (ở|đang) (trong|ngoài)|xuống không được|không (xuống|ra|vô) được|đứng giữa",
  wild: "rừng|núi|hang|đảo|vách|đèo|=suối|hẻm|thung lũng|vịnh|bãi đá|ghềnh|biển|ruộng bậc thang|cáp treo|hoang|giữa (vịnh|biển|hồ)|mỏm|=hầm|đường hầm|bãi cạn|cồn cát|động|bờ đá|cây",
  astray:
    "lạc|=lạc đường|không (biết|tìm thấy|thấy) đường|(bi|bị|di|đi) lac|không tìm được đường|lac (trong|duong|rung)|lạc (đoàn|nhóm)",
  dusk: "=tối|trời tối|đêm|hết nước|không xuống|không về|lạnh|=mưa to|kiệt sức|bị thương|một mình|không có sóng|mấy tiếng|chưa về|sợ|pin|(trời )?(sắp|gần) tối|=còn|phần trăm|\\d+ ?%|hết (đèn|sóng|đồ ăn)|không còn nước|nước uống|tối (om|thui|mịt|rồi|quá)|mưa",
  pathless:
    "không (tìm được|tìm thấy|thấy|biết) đường|lạc đường|bị lạc|lạc lối|(không|chưa)( \\S+){0,2} (thấy|biết|ra|tìm được|có)( được)? (lối|đường)( \\S+){0,2}|(đường|lối).. (sạt|sập|đứt|mất dấu|biến mất|bị chặn)|không biết ra|(cửa hang|cửa|lối|đường|bãi|bãi cát|bãi biển|bờ|bậc).. (ngập|mất|không thấy|biến mất|chìm|bị nước|bịt|lấp)|(không|hết)( còn| có)? (đường|lối) (về|lui|ra|quay|thoát)|(ngập|lấp|bịt|chặn)( \\S+)? (cửa|lối|đường|miệng)",
  flame:
    "=cháy|bốc cháy|bắt lửa|=lửa|phát cháy|bị cháy|cháy lên|phát hỏa|=bén lửa|(đang|dang) (chay|cháy) (kia|kìa|lớn|to|dữ|rồi)|(du thuyen|khach san|nha|bep|phong|toa nha|cho|rung|homestay|nha hang|can ho) (dang |bi )?(chay|boc chay)",
  place:
    "khách sạn|nhà|phòng|bếp|tàu|thuyền|rừng|xe|=chợ|(trong|ngoai|o|canh) =cho|ga|quán|cabin|homestay|căn hộ|hành lang|=ổ cắm|pin|máy lạnh|xuồng|lều|boong|rèm|karaoke|cầu thang|ổ điện|chung cư|=cửa|dưới cửa",
  smoke:
    "=khói|(=co|thay|day|mui|nhieu|boc|toan|hit|ngat|dam) =khoi(?! (kha|ho|so|ngu))|=khoi (den|mu|day|nghi|boc|xam|lan|tu|luon|bay|vao|trong)|mùi khét|=khét",
  everywhere: "đầy|mù mịt|khắp|nhiều|không ra|không thở|dày|đen|bốc|từ|trong phòng|=nghi ngút|quá",
  blast: "=nổ|(phat|bi|vu|vừa) nổ|nổ (tung|lớn|to|rồi|bình|ga|gas|pin|kìa)",
  adrift:
    "trôi (ra|dạt|tự do|xa|đi)|bị trôi|đang trôi|(trôi|dạt|đẩy|kéo|cuốn|thổi|bơi)( \\S+){0,2} (ra xa|ra ngoài|xa)|càng (\\S+ )?(càng )?xa|xa dần|không (chèo|quay|bơi)( \\S+){0,2} (vào|lại|về|được|nổi)|xa bờ",
  under: "(đang|=ở) dưới nước|up mat|úp mặt|chìm xuống|(nằm|kẹt|mắc|=ở) (bên )?dưới|(cây|đá|tường|nhà).. =đè",
  swept: "kéo (ra|bé|em|con|đi|xa)|bị cuốn|sóng (kéo|đánh|cuốn)|cuốn (trôi|đi|ra)",
  left: "bỏ quên|bỏ (tôi|chúng tôi|tụi em|bọn em)|(đoàn|nhóm|hướng dẫn|hướng dẫn viên|tàu|thuyền|xe|mọi người).. (đi mất|bỏ đi|đi trước|về trước|đi hết|về hết|chạy mất|về mất|đi rồi)|quên (tụi|tôi|bọn|chúng|em)|bỏ (lại|rơi|mặc)",
  clinging:
    "bám (vào|vô)|đu (vào|trên)|lơ lửng|treo (giữa|trên|ở|ngoài)|mắc (vào|trên) vách|(treo|móc|đu)( \\S+){0,2} (lơ lửng|giữa|trên)|lủng lẳng|bám|mắc( \\S+)? (trên|vào)",
  lift: "cáp treo|thang máy|zipline|zip line|đu dây|trượt zip|dù lượn|dù kéo|đu quay|tàu lượn|vòng quay|cap treo|trượt cáp",
  halted:
    "giữa không|lơ lửng|giữa trời|có người bên trong|đứt cáp|giữa (đường|dây|cáp|chừng|lưng)|kẹt|dừng (lại|giữa)|đứng (im|lại)",
  catastrophe: "sóng thần|lũ quét|vỡ đê|vỡ đập|lở đất|sạt lở",
  gas: "ga|gas|pin|sạc dự phòng",
  smell: "mùi|nồng nặc|=xì|rò",
  spark: "xẹt|tóe lửa|chập(?! chờn)|nẹt",
  rescuer: "cứu hộ|cứu nạn|112",
  urgent: "gấp|khẩn|ngay|liền|=ơi|giùm|với|nhanh",
  depth: "nước.. (mắt cá|đầu gối|=gối|hông|lưng|bụng|ngực|thắt lưng|đùi|bắp chân)|nước( \\S+)? (=tới|=đến|=lên) =cổ",
  shore: "=bờ|bờ biển|bãi biển|đất liền",
  // What is left behind, the dark, farewells, faces; and what is far away.
  relic:
    "phao|=dép|(đôi|chiếc) (dép|giày)|giày|ống thở|kính (lặn|bơi)|chân vịt|ván|=sup|kayak|quần áo|khăn tắm|mũ|xe đạp|balo|cái thuyền",
  remains:
    "chỉ (còn|có|thấy)|còn (mỗi|lại)|(trôi|nổi)( \\S+){0,2} (không|một mình|lềnh bềnh)|không có (ai|người)|=còn (trên|để|ở|nằm|đó|đây)|trống (không|trơn)",
  cradle: "xe đẩy|xe nôi|=nôi|cái nôi|ghế (trẻ em|em bé)|=cũi|giường (bé|con|của)",
  emptied: "trống (không|trơn|rỗng)?|=rỗng|hết sạch|sạch trơn|không (còn|thấy) (ai|bé|con)|=hết|không có ai",
  lightless:
    "(đèn( pin)?|pin đèn).. (tắt|hết|hư|rớt|mất|chết|=hỏng)|(không|mất|hết)( có| còn| thấy)? (đèn|ánh sáng|ánh đèn)|tối (om|đen|thui|mịt|như mực)|không (thấy|nhìn thấy) (gì|đường|ai)",
  farewell:
    "tạm biệt|vĩnh biệt|từ biệt|chào (mọi người|cả nhà|lần cuối)|xin lỗi (mọi người|cả nhà|ba mẹ|bố mẹ)|lời cuối|ở lại (mạnh giỏi|nhé)|nhờ chăm",
  ledge:
    "lan can|=mép|mép|thành cầu|sân thượng|mái nhà|nóc nhà|cầu (bãi|trường|nguyễn)|trên cầu|ban công|bờ vực|=vách|cửa sổ",
  ashen: "tái (nhợt|mét|xanh|nhách)|mồ hôi|nhợt nhạt|trắng bệch|xanh xao|xanh lè|mặt (tái|xám|xanh|trắng)|xám ngoét",
  afar: "bảo hiểm.. (chi|trả|đền|bồi|không|chi trả|gì)|(làm|cho|để|giấy).. bảo hiểm|(tuần|tháng) trước|năm (ngoái|trước)|(?<!có )(phổ biến|thường xuyên) (không|lắm)|(xem|coi)( \\S+){0,5} (diễn|show|phim|kịch)|lưu (sẵn|trước|số|lại)|phòng (khi|hờ)|cho chắc|biết trước|size",
  // What people do to others.
  weapon:
    "=dao(?! (bien|nam|ha|ngoc|tuan|co|cat|quan|ti|dau|nao|gan|xa|nho|lon|khi|mua|song|choi|bang|ba|hai|o|bo|cho)(?= ))|=súng|súng (bắn|ngắn|đạn|trường)|mã tấu|kiếm|=gậy|búa|=mác|vũ khí|=rìu|lưỡi lam|axit|thuốc nổ|lựu đạn|kim tiêm|hung khí",
  menace:
    "dọa|đe|cầm|chĩa|kề|=rượt|rượt|đuổi|xông|lăm lăm|=vung|=bắn|bị bắn|bắn (vào|người|nhau|tôi)|nổ súng|=chém|=đâm|uy hiếp|đòi giết|khống chế|ép|=dí|=có|rút|lôi ra|đòi (đâm|chém|đánh)",
  violence:
    "=đánh|đánh đập|=đấm|=đá|=bóp cổ|bạo hành|=chém|=đâm|hành hung|đánh (nhau|vợ|hội đồng|người|con|tôi|em|bạn)|bị (danh|đánh|đấm|đâm|chém|bóp cổ|hành hung)|xô xát|=tát|bị tát|=đập|lao vào|chém nhau|danh (vo|nhau|nguoi|hoi dong|toi|em)|tấn công|đe dọa|dọa (giết|đánh|chém)",
  thief: "trộm|cướp|kẻ gian|kẻ lạ|đột nhập|người lạ|=trộm|móc túi|giật đồ|trấn lột|ai đó|có ai|=ai|người đàn ông",
  intrude:
    "vào phòng|vô phòng|vào nhà|vô nhà|phá cửa|đập cửa|=lẻn|lẻn (vào|vô)|đột nhập|lục đồ|trong phòng|ngoài cửa|đạp cửa|mở cửa phòng|phá khóa|leo cửa sổ|trèo|cạy|vặn (tay nắm|nắm|khóa|cửa)|gõ cửa (hoài|liên tục|mãi)|cố mở cửa|trong (cabin|khoang|lều)|ngồi trong|trước( cửa)? phòng",
  take: "giật|cướp|trộm|=lấy mất|lấy hết|móc|mất cắp|bị lấy|chôm|cuỗm|rạch|dàn cảnh|vơ vét|lột|bị (giat|giật|trom|trộm|moc|móc|cuop|cướp)",
  thing:
    "túi|ví|điện thoại|=đồ|tiền|xe|giấy tờ|hộ chiếu|ba lô|máy ảnh|hành lý|laptop|vàng|balo|vali|bóp|nhẫn|tài sản|đồng hồ|hết đồ|dây|balô",
  captive:
    "nhốt|giữ (người|chúng tôi|tôi|em|bạn|hộ chiếu|giấy tờ|passport|lại đòi)|bắt giữ|=giam|bị giam|=trói|bị trói|trói (tay|chân|lại|tôi|người|vào)|=ép|bắt (tôi|em|chúng tôi|phải) trả|tống tiền|=cưỡng|cưỡng (ép|bức|hiếp)|bắt cóc|bị nhot|chở (tôi|em|chúng tôi) đi (chỗ|nơi)|lôi (tôi|em|bé|con)|(kéo|lôi) lên xe|(bảo|kêu|xin) (dừng|xuống).. không|không (chịu|thèm) (dừng|ngừng|mở)|(đường|hướng|nơi) (lạ|vắng)|hướng khác|khác (hướng|đường)|(chặn|chắn|khóa|chốt)( \\S+)? (cửa|lối|xe)|mới (cho|thả) (đi|về|ra|xuống)|không (thả|cho).. (ra|về|đi|xuống|rời|qua)|vây|=quây|(khóa|kẹt) trong",
  touch:
    "=sờ|sờ (mó|soạng|ngực|mông|vào)|=sàm sỡ|sàm sỡ|=mó|đụng chạm|dâm ô|cưỡng hôn|khỏa thân|quay lén|chụp lén|biến thái|xâm hại|gạ gẫm|gạ tình|ép (quan hệ|ngủ)|hiếp|xâm phạm|thủ dâm|=lột|khoe (của quý|hàng)|cởi (đồ|quần)|so (dui|mo|nguc|mong|nguoi)|vuốt (đùi|ngực|mông|tay|ve)",
  drugged: "bỏ thuốc|thuốc mê|chuốc|đánh thuốc|bị thuốc|bỏ bùa|bùa mê|chụp thuốc|mê man|thôi miên|pha thuốc|xịt thuốc",
  follow:
    "theo dõi|đi theo|=rình|rình rập|đeo bám|lẽo đẽo|bám đuôi|theo (tôi|em|chúng tôi|mình)|rượt|đuổi theo|quấy rối|bám lấy|theo sau|bám (sau|theo)|đi sau (tôi|em|lưng)",
  gone: "lạc|mất tích|biến mất|bị bắt|bị dắt|mất dấu|tìm không (ra|thấy)|bắt (trẻ|con|bé)|bế (đi|mất)|dắt (đi|mất)|đi mất|chưa (thấy )?(về|quay)|không về|ra khỏi (khách sạn|phòng|nhà)|(dắt|lôi|kéo|bế|ẵm) (đứa|bé|con|cháu)|(không|chẳng)( còn)? (thấy|tìm)|mất dạng|đâu (mất|rồi)|tách (ra|đoàn)|tuột tay|lạc (đoàn|mất|tay)|mất tăm|kiếm (không|hoài|khắp)|tìm (hoài|khắp|mãi)|không (gọi|liên lạc) được",
  brawl: "chém nhau|đánh nhau|hỗn chiến|đâm nhau|ẩu đả|xô xát",
  burglary:
    "trộm cạy|đột nhập|cạy (cửa|phòng|két|tủ)|bịt mặt|xã hội đen|giang hồ|côn đồ|đốt (nhà|phòng|khách sạn|xe)|phóng hỏa",
  officer: "công an|cảnh sát|113",
  topay: "tiền|trả thêm|đô|đòi trả",
  // How somebody begins who only wants to know.
  calm: "bao nhiêu|bao lâu|bao xa|=mấy (giờ|cái|người|ngày|tuổi|tiếng(?! roi)|số|tầng|km|chuyến|mét|bữa|đêm|hôm|chỗ|loại|lần)|=may (gio|cai|ngay|tuoi)|nào|ở đâu|là gì|điều gì|những gì|cái gì|ra sao|có được|có phải|(?<!biết )là ai|ai (đã|là|được|dẫn)|của ai|=giá|giá (vé|bao|cả|tour|phòng)|=vé|vé (tham quan|vào|tàu)|tại sao|vì sao|mở cửa|gì vậy|có cần|có nên|=cấm|quy định|=miễn|miễn phí|=giảm|giảm (giá|vé)|khuyết tật|=nên|(đẹp|ngon|tốt|an toàn|nguy hiểm|sâu|xa|lạnh|sao|ổn|hợp|mệt|sợ|tiện|đáng sợ) không|(được|ngon|đẹp) (không|chưa|ko)|đúng không|là số",
  // Who says this is not calm, whatever else is asked.
  pressing:
    "cứu|giúp|gấp|khẩn|nhanh lên|nguy|làm (sao|gì|thế nào) (bây giờ|giờ|đây)|phải làm (sao|gì)|làm sao|gọi ai|báo ai|làm gì|=ơi",
  // Who is in it: a long calm question with nobody in it is about history or the news.
  personal: "tôi|=em|=mình|=vợ|=chồng|=mẹ|=bố|ba má|=má|con em|ai đó|=cháu|=bé|tui|em (bi|bị)|vo toi|chong toi",
  trade:
    "mua|sạc|thuê|đặt (phòng|vé|chỗ|tour)|vé|hoàn (tiền|vé)|bảo hiểm|giá|massage|hải sản|món|quán|view|chụp|(đi|chơi|được) (cáp treo|kayak|lặn|bơi)|lặn|ngắm|chuyến sau|đổi tiền",
  aid: "bác sĩ|thuốc|công an|cảnh sát|phòng khám|y tế|cấp cứu|bệnh viện|=viện|gọi",
};
