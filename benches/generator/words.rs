//! Chinese words, names and sentences, put together anew for each story.

use super::random::Random;

/// The tags of a site; the first ones are the most used.
pub(crate) const TAGS: [&str; 36] = [
    "供暖",
    "停车",
    "加装电梯",
    "老旧小区",
    "物业服务",
    "养老助餐",
    "接待日",
    "意见办理",
    "民生实事",
    "供水管网",
    "道路修补",
    "公交线路",
    "校门口交通",
    "儿童乐园",
    "垃圾分类",
    "绿化",
    "夜间照明",
    "消防通道",
    "充电桩",
    "医保服务",
    "社区医院",
    "就业培训",
    "牧区转场",
    "灌溉用水",
    "农产品销路",
    "油区道路",
    "职工食堂",
    "营商环境",
    "立法联系",
    "执法检查",
    "代表培训",
    "代表述职",
    "志愿服务",
    "文化活动",
    "快递驿站",
    "噪声治理",
];

const WHO: [&str; 18] = [
    "几位住在河边的老住户",
    "社区联络员",
    "片区代表小组",
    "刚下夜班的采油工",
    "三号楼的楼长",
    "带着孙子的奶奶",
    "物业经理",
    "街道人大工委",
    "住建部门的工程师",
    "学校值班老师",
    "沿街开店的老板",
    "两名区人大代表",
    "从外地搬来的年轻夫妻",
    "退休多年的老队长",
    "牧业队的队长",
    "供热公司的调度员",
    "园区的车间主任",
    "晚饭后散步的居民",
];
const WHEN: [&str; 14] = [
    "在月初的接待日上",
    "趁着周末入户",
    "利用午休的一个钟头",
    "按照年初定下的清单",
    "在单元门口的长凳上",
    "翻开上个季度的登记簿",
    "沿着管线走了一圈之后",
    "在第三次碰头会上",
    "听完各方的说法",
    "赶在上冻之前",
    "拿着卷尺和相机",
    "在联络站的圆桌旁",
    "接到电话的当天下午",
    "对照图纸",
];
const DID: [&str; 22] = [
    "把问题一条一条记在本子上",
    "请责任单位当场认领",
    "画出了一张谁都看得懂的平面图",
    "算清了每户要出的钱",
    "提出先试一个单元再推开",
    "把三种办法摆在一起比较",
    "定下了十五天的答复期限",
    "请懂行的邻居讲了讲原理",
    "约好下周二再看一次现场",
    "把各家不同意的理由也写了进去",
    "商量出错峰停车的时间表",
    "把旧阀门换成了新的",
    "列出了十一处需要补灯的地方",
    "挨家问了对施工时间的要求",
    "形成了一份两页纸的建议",
    "督促把围挡往里收了两米",
    "将意见分成能办、缓办和说明三类",
    "把办理结果贴在了门口的公示栏",
    "给行动不便的老人送去了回执",
    "和对方签了一份简单的约定",
    "请施工队长每天五点通报进度",
    "核对了两遍花名册",
];
const THEN: [&str; 20] = [
    "大家都说这样心里有数",
    "到月底已经办完九件",
    "剩下的两件写明了原因和日期",
    "来的人比上个月多了一倍",
    "有人当场就在单子上签了字",
    "没有办成的也当面说了为什么",
    "这件事总算有了着落",
    "后来别的小区也来打听",
    "花的钱比预想的少",
    "路灯在国庆前全部亮了起来",
    "冬天再没有人为这事打电话",
    "回访时十户里有九户说满意",
    "站里把经过写成了一页纸的流程",
    "相关经费列进了明年的计划",
    "图纸改了三稿才定下来",
    "争论最多的一条最后靠投票解决",
    "联络员把录音整理成了文字",
    "代表答应下个月再来看",
    "街道专门留了一个人跟到底",
    "问题从四家单位归到了一家",
];
const HEADINGS: [&str; 12] = [
    "事情的起因",
    "怎么商量的",
    "谁来办",
    "钱从哪里来",
    "现场看到的",
    "大家的意见",
    "办到哪一步了",
    "还没解决的",
    "回头再看",
    "几句心里话",
    "下一步",
    "一张清单",
];
const TITLES: [&str; 16] = [
    "一张长桌谈出的办法",
    "从投诉到点赞的四十天",
    "把接待室搬到楼门口",
    "一本登记簿记下的小事",
    "热水为什么绕了一圈",
    "车位少了，吵架也少了",
    "老街的灯亮了",
    "听得见的议事会",
    "十五天给一个准话",
    "一份建议走过的路",
    "站里来了年轻人",
    "阀门背后的三次碰头",
    "从单元门口开始",
    "谁家的树遮了谁家的窗",
    "冬天来之前",
    "让办理结果上墙",
];
const SURNAMES: [&str; 24] = [
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗", "梁", "宋",
    "郑", "谢",
];
const GIVEN: [&str; 28] = [
    "静", "磊", "敏", "强", "艳", "军", "洋", "勇", "娟", "涛", "明", "超", "兰", "霞", "平", "刚", "桂芳", "文博", "雪梅", "海燕", "建军",
    "志远", "春生", "玉兰", "新民", "小红", "国庆", "立新",
];
const UYGHUR: [&str; 8] = [
    "艾山·买买提",
    "古丽娜尔·吐尔逊",
    "阿依努尔·玉素甫",
    "吐尔逊·艾力",
    "热孜万·阿不都",
    "买合木提·司马义",
    "帕提古丽·卡德尔",
    "迪丽努尔·艾合买提",
];

/// A sentence of about thirty characters, with its full stop.
pub(crate) fn sentence(random: &mut Random) -> String {
    let mut sentence = String::with_capacity(160);
    for part in [random.pick(&WHO), random.pick(&WHEN), random.pick(&DID)] {
        sentence.push_str(part);
    }
    if random.percent(60) {
        sentence.push('，');
        sentence.push_str(random.pick(&THEN));
    }
    if random.percent(12) {
        sentence.push_str(&format!("，前后一共{}次", random.between(2, 60)));
    }
    sentence.push('。');
    sentence
}

/// Several sentences in one line.
pub(crate) fn sentences(random: &mut Random, count: usize) -> String {
    (0..count).map(|_| sentence(random)).collect()
}

/// A title; `index` keeps titles apart.
pub(crate) fn title(random: &mut Random, index: usize) -> String {
    format!("{}：{}（{}）", random.pick(&TAGS), random.pick(&TITLES), index + 1)
}

/// A heading within a story.
pub(crate) fn heading(random: &mut Random) -> &'static str {
    random.pick(&HEADINGS)
}

/// The name of a person.
pub(crate) fn person(random: &mut Random) -> String {
    if random.percent(12) {
        return random.pick(&UYGHUR).to_owned();
    }
    format!("{}{}", random.pick(&SURNAMES), random.pick(&GIVEN))
}

/// Two to four different tags, the first ones of the list more often.
pub(crate) fn tags(random: &mut Random) -> Vec<&'static str> {
    let count = random.between(2, 4);
    let mut tags = Vec::new();
    while tags.len() < count {
        let reach = random.between(1, TAGS.len());
        let tag = TAGS[random.below(reach)];
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}
