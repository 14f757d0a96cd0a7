import { meaning } from "./meaning";

/** How somebody begins who only wants to know. */
export const calm = meaning(
  "bao nhiêu|bao lâu|bao xa|=mấy|may (gio|cai|nguoi|ngay|tuoi|tieng)|nào|khi nào|ở đâu|là gì|điều gì|những gì|cái gì|thế nào|ra sao|được không|có được|có phải|là ai|ai (đã|là|được|dẫn)|của ai|=giá|giá (vé|bao|cả|tour|phòng)|=vé|vé (tham quan|vào|tàu)|tại sao|vì sao|mở cửa|gì vậy|có cần|có nên|=cấm|quy định|=miễn|miễn phí|=giảm|giảm (giá|vé)|khuyết tật|=nên",
  "how (many|much|long|far|often|old|likely)|which|when (did|does|do|is|are|was|were|can|to|should|will)|what (is|are|was|were|type|types|kind|time|year|did|does|device|name|happens|happened to|caused?|could|can|else|sort|language|role|percent\\S*)|who (was|were|is|did|led|said|wrote)|whose|why|is there|are there|can i|can we|may i|may we|do i need|do we need|do i have to|is it|where (can|may|are|do|did|was|were|should i (buy|eat|stay|park))|price|cost|tickets?|opening|allowed|how (do|can) (i|we|you) (get|go|book|buy|reach)|how to|recommend*|insurance|rules?|forbidden",
  "combien|quel|quelle|quels|quelles|quand|pourquoi|ou (peut|est|sont|se|puis|peux|trouver|acheter|manger|dormir)|peut on|puis je|peux je|est ce que|faut il|comment (aller|fait|faire pour|se|on|reserver|acheter|venir|s)|prix|tarifs?|horaires?|y a t il|existe t il|qui (a|est|etait|sont)|qu est ce|entre t (il|elle)|peut (il|elle)|interdit*|regles?|autorise*|billets?|assurance",
  "多少|哪|几[个点天月岁人张位号次]|为什么|何时|是谁|谁(是|的|在|把|领|发|率)|怎么(去|走|样|买|坐|订|玩|换)|可以|能不能|可不可以|要不要|需要.{0,8}吗|门票|价格|什么(时候|类型|设备|环境|样|地方|是|名|叫)|(是|有|叫|为|做|做了|发生了|导致)什么|有没有|会不会|规定|允许|保险|多久|多远|怎样",
  "얼마|언제|어디서|어디에서|어디가|무엇|무슨|어떤|어느|누구(인|의|였|이)|몇|왜|되나요|있나요|인가요|있습니까|할까요|할수있|가능|필요한(가|지)|입장료|요금|규정|허용|보험|추천|금지",
  "いくら|いつ|どこで|どこに(あ|行|い)|どこか|どこです|何(です|時|人|年|か|を|の|が|と|に|日|度|歳)|なに|なん(です|の|と|か|だ)|誰(か。|です|の|を|に|と)|どの|どんな|なぜ|いくつ|できますか|ありますか|必要(です)?か|いいですか$|料金|値段|入場|ルール|禁止|保険|おすすめ|どちら|とは|は[？?]?$|説|持ち込|たは|されるか|るのは|行うこと",
);

/** Who says this is not calm, whatever else is asked. */
export const pressing = meaning(
  "cứu|giúp|gấp|khẩn|nhanh lên|nguy|làm (sao|gì|thế nào) (bây giờ|giờ|đây)|phải làm (sao|gì)|làm sao|gọi ai|báo ai|làm gì|=ơi",
  "help|urgent*|emergency|quick*|hurry|asap|what (do|should|can|must|shall) (i|we) do|what to do|who (do|should|can) (i|we) (call|tell|phone|contact)|right now|immediately|sos|dying",
  "aide*|secours|urgen*|vite|que (faire|dois je faire|faut il faire)|quoi faire|qui (appeler|dois je appeler|contacter|prevenir)|je fais quoi|sos|a qui",
  "救命|救救|快来|快点|紧急|怎么办|帮帮|求助|急|找谁|打什么电话|马上|该怎么做",
  "도와|살려|급해|당장|바로|빨리|긴급|응급|어떡|어떻게해|어떻게하|누구에게|누구한테|어디에신고|어디로신고|제발",
  "助け|緊急|早く|急いで|どうすれば|どうしたら|どうしよう|至急|救急|誰に(言|電話|連絡)|どこに(言|連絡|通報)|今すぐ|すぐに|お願い",
);

/** Who is in it: a long calm question with nobody in it is about history or the news. */
export const personal = meaning(
  "tôi|=em|=mình|chúng tôi|con tôi|=vợ|=chồng|=mẹ|=bố|ba má|=má|bạn tôi|con em|ai đó|=cháu|=bé|tui|em (bi|bị)|vo toi|chong toi",
  "i|me|my|mine|we|us|our|someone|somebody|anybody|anyone|there is|there s|here|he|she|now",
  "je|j|me|m|moi|mon|ma|mes|nous|notre|nos|quelqu|on|il y a|ici|elle|il",
  "我|咱|有人|这里|这边|救|快|老婆|老公|孩子|朋友|他|她|了$|着",
  "제|저|나|내|우리|누가|사람이|여기|도와|아이|친구|요$|지금",
  "私|僕|俺|うち|誰か|人が|ここ|助け|子供|息子|娘|友達|夫|妻|今|ています|てる|ました",
);
