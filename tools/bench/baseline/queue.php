<?php
// PHP-FPM and MariaDB in the usual way: a persistent connection, server-side prepared statements, one transaction.
const COUNTERS = [
    'baichay.p103' => 'baichay.noi', 'baichay.p104' => 'baichay.noi',
    'baichay.p106' => 'baichay.nhi', 'baichay.p107' => 'baichay.nhi',
    'baichay.p201' => 'baichay.xetnghiem', 'baichay.p202' => 'baichay.xetnghiem',
    'baichay.p205' => 'baichay.cdha', 'baichay.p206' => 'baichay.cdha',
];

$db = new PDO("mysql:unix_socket={$_SERVER['DATABASE']};dbname=bench;charset=utf8mb4", $_SERVER['DATABASE_USER'], '', [
    PDO::ATTR_PERSISTENT => true,
    PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION,
    PDO::ATTR_EMULATE_PREPARES => false,
]);
$run = function (string $sql, array $values) use ($db) {
    $statement = $db->prepare($sql);
    $statement->execute($values);
    return $statement;
};
$answer = function (int $status, $value) {
    http_response_code($status);
    header('content-type: application/json');
    if ($status !== 204) echo json_encode($value);
};
/** A deadlock rolled everything back: the same again. */
$transaction = function (callable $work) use ($db) {
    for ($attempt = 1; ; $attempt++) {
        $db->beginTransaction();
        try {
            $value = $work();
            $db->commit();
            return $value;
        } catch (PDOException $err) {
            if ($db->inTransaction()) $db->rollBack();
            if ($attempt === 5 || !in_array($err->errorInfo[1] ?? 0, [1205, 1213], true)) throw $err;
        }
    }
};

[, $api, $kind, $id] = explode('/', $_SERVER['DOCUMENT_URI']) + ['', '', '', ''];
$key = $_SERVER['HTTP_IDEMPOTENCY_KEY'] ?? '';

if ($api === 'effects') {
    $rows = $db->query("SELECT service, count(*) issued, count(DISTINCT number) `distinct`, min(number) lowest, max(number) highest, sum(state <> 'waiting') called FROM ticket GROUP BY service");
    $answer(200, array_map(fn ($row) => array_map(fn ($cell) => is_numeric($cell) ? (int) $cell : $cell, $row), $rows->fetchAll(PDO::FETCH_ASSOC)));
} elseif ($kind === 'services') {
    $asked = json_decode(file_get_contents('php://input'), true);
    if (!is_string($asked['class'] ?? null) || $key === '') return $answer(400, null);
    $number = $transaction(function () use ($run, $db, $key, $id) {
        $known = $run('SELECT number FROM ticket WHERE `key` = ?', [$key])->fetchColumn();
        if ($known !== false) return (int) $known;
        $run('UPDATE service SET last = LAST_INSERT_ID(last + 1) WHERE id = ?', [$id]);
        $number = (int) $db->lastInsertId();
        $run("INSERT INTO ticket VALUES (?, ?, ?, 'waiting', NULL, ?)", [$key, $id, $number, time()]);
        return $number;
    });
    $answer(201, ['service' => $id, 'number' => $number]);
} else {
    $number = $transaction(function () use ($run, $key, $id) {
        $known = $run('SELECT number FROM answer WHERE `key` = ?', [$key])->fetchColumn();
        if ($known !== false) return (int) $known;
        $run("UPDATE ticket SET state = 'served' WHERE counter = ? AND state = 'called'", [$id]);
        $next = $run(
            "SELECT `key`, number FROM ticket WHERE service = ? AND state = 'waiting' ORDER BY number LIMIT 1 FOR UPDATE SKIP LOCKED",
            [COUNTERS[$id]],
        )->fetch(PDO::FETCH_ASSOC);
        if (!$next) return null;
        $run("UPDATE ticket SET state = 'called', counter = ? WHERE `key` = ?", [$id, $next['key']]);
        $run('INSERT INTO answer VALUES (?, ?)', [$key, $next['number']]);
        return (int) $next['number'];
    });
    $answer($number === null ? 204 : 200, ['counter' => $id, 'number' => $number]);
}
