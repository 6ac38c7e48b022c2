<?php
// For `php -S`: logs every request, gives files as they are, and everything else to WordPress, as a rewrite rule would.
file_put_contents(getenv('WORDPRESS_LOG'), "$_SERVER[REQUEST_METHOD] $_SERVER[REQUEST_URI]\n", FILE_APPEND | LOCK_EX);
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
$file = $_SERVER['DOCUMENT_ROOT'] . $path;
if ($path !== '/' && (is_file($file) || is_file(rtrim($file, '/') . '/index.php'))) {
    return false;
}
$_SERVER['SCRIPT_NAME'] = '/index.php';
$_SERVER['SCRIPT_FILENAME'] = $_SERVER['DOCUMENT_ROOT'] . '/index.php';
require $_SERVER['SCRIPT_FILENAME'];
