<?php
// $data: how addresses look.
$wp_rewrite->set_permalink_structure($data);
flush_rewrite_rules(true);
