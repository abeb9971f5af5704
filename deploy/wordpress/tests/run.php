<?php
/**
 * Tests of the plugin without WordPress: what it calls is defined here, as far as it is used, so
 * that rules, escaping and texts are tested. That WordPress itself behaves like this is not.
 *
 * php deploy/wordpress/tests/run.php
 *
 * @package CarBot
 */

error_reporting( E_ALL );
set_error_handler(
	static function ( $level, $message, $file, $line ) {
		throw new ErrorException( $message, 0, $level, $file, $line );
	}
);

define( 'ABSPATH', __DIR__ );

$world = new class() {
	public $options = array();
	public $errors  = array();
	public $hooks   = array();
	public $scripts = array();
	public $queue   = array();
	public $codes   = array();
	public $may     = true;
};

function get_option( $name, $default = false ) {
	global $world;
	return $world->options[ $name ] ?? $default; }
function delete_option( $name ) {
	global $world;
	unset( $world->options[ $name ] ); }
function is_admin() {
	return true; }
function is_multisite() {
	return false; }
function plugin_basename( $file ) {
	return 'carbot/' . basename( $file ); }
function plugins_url( $path ) {
	return 'https://site.example/wp-content/plugins/carbot/' . $path; }
function admin_url( $path ) {
	return 'https://site.example/wp-admin/' . $path; }
function load_plugin_textdomain() {}
function add_action( $hook, $callback ) {
	global $world;
	$world->hooks[ $hook ][] = $callback; }
function add_filter( $hook, $callback ) {
	add_action( $hook, $callback ); }
function add_shortcode( $name, $callback ) {
	global $world;
	$world->codes[ $name ] = $callback; }
function shortcode_atts( $defaults, $given ) {
	return array_merge( $defaults, array_intersect_key( (array) $given, $defaults ) ); }
function add_settings_error( $setting, $code, $message ) {
	global $world;
	$world->errors[] = $code; }
function wp_register_script( $handle, $source, $needs, $version, $args ) {
	global $world;
	$world->scripts[ $handle ] = compact( 'source', 'needs', 'version', 'args' ); }
function wp_enqueue_script( $handle ) {
	global $world;
	$world->queue[] = $handle; }
function __( $text, $domain ) {
	if ( 'carbot' !== $domain ) {
		throw new Exception( "text domain of $text" );
	}
	return $text; }
function esc_html( $text ) {
	return htmlspecialchars( $text, ENT_QUOTES ); }
function esc_attr( $text ) {
	return htmlspecialchars( $text, ENT_QUOTES ); }
function esc_url( $text ) {
	return htmlspecialchars( $text, ENT_QUOTES ); }
function esc_html__( $text, $domain ) {
	return esc_html( __( $text, $domain ) ); }
function sanitize_text_field( $text ) {
	return trim( preg_replace( '/\s+/', ' ', strip_tags( $text ) ) ); }
function current_user_can() {
	global $world;
	return $world->may; }
function get_admin_page_title() {
	return 'CarBot'; }
function selected( $value, $other ) {
	return $value === $other ? " selected='selected'" : ''; }
function settings_fields( $page ) {
	echo "<nonce of $page>"; }
function submit_button() {
	echo '<button>'; }
function add_options_page( ...$rest ) {
	global $world;
	$world->hooks['page'][] = $rest; }
function register_setting( $page, $name, $args ) {
	global $world;
	$world->hooks['setting'][ $name ] = $args; }
function add_settings_section() {}
function add_settings_field( $id, $label, $callback, $page, $section, $args ) {
	global $world;
	$world->hooks['fields'][] = array( $callback, $args ); }
function do_settings_sections() {
	global $world;
	foreach ( $world->hooks['fields'] as list( $callback, $args ) ) {
		call_user_func( $callback, $args );
	}
}
if ( ! function_exists( 'mb_substr' ) ) {
	// As in wp-includes/compat.php.
	function mb_substr( $text, $start, $length ) {
		return implode( '', array_slice( preg_split( '//u', $text, -1, PREG_SPLIT_NO_EMPTY ), $start, $length ) ); }
}
/** Sets attributes of the first tag; WordPress escapes their values. */
class WP_HTML_Tag_Processor { // phpcs:ignore
	private $html;
	private $attributes = '';

	public function __construct( $html ) {
		$this->html = $html;
	}
	public function next_tag( $name ) {
		return 0 === strpos( $this->html, "<$name" );
	}
	public function set_attribute( $name, $value ) {
		$this->attributes .= true === $value ? " $name" : " $name=\"" . esc_attr( $value ) . '"';
	}
	public function get_updated_html() {
		return str_replace( '<script', '<script' . $this->attributes, $this->html );
	}
}

$plugin = dirname( __DIR__ ) . '/carbot';
require $plugin . '/carbot.php';

const KEY = 'cb_prod_0123456789abcdef0123456789abcdef';

/** Fails with both values when they differ. */
function same( $expected, $actual, $about = '' ) {
	if ( $expected !== $actual ) {
		throw new Exception( "$about: expected " . var_export( $expected, true ) . ', got ' . var_export( $actual, true ) );
	}
}

/** A site with these settings. */
function with( $options ) {
	global $world;
	$world->options = array( 'carbot' => $options );
	$world->errors  = array();
	$world->queue   = array();
	$world->scripts = array();
}

$complete = array(
	'server'     => 'https://chat.example.com',
	'client_key' => KEY,
);

$tests = array(
	'valid settings are stored as they are used'    => static function () {
		global $world;
		with( array() );
		$stored = CarBot_Options::sanitize(
			array(
				'server'        => ' https://Chat.example.com:8443/ ',
				'client_key'    => KEY,
				'position'      => 'bottom-left',
				'primary_color' => '#0F62FE',
				'locale'        => 'de',
				'label'         => "  Fragen?\n<b>Ja</b>  ",
				'scope'         => 'shortcode',
				'unknown'       => 'x',
			)
		);
		same( array(), $world->errors );
		same( 'https://chat.example.com:8443', $stored['server'] );
		same( '#0f62fe', $stored['primary_color'] );
		same( 'Fragen? Ja', $stored['label'] );
		same( array_keys( CarBot_Options::DEFAULTS ), array_keys( $stored ) );
	},
	'what is not valid is named and changes nothing' => static function () use ( $complete ) {
		global $world;
		$invalid = array(
			'server'        => array( 'chat.example.com', 'http://chat.example.com', 'javascript:alert(1)', 'https://a.example/x', 'https://a.example"onload=x', 'https://u:p@a.example', "https://a.example\n" . 'x' ),
			'client_key'    => array( 'cb_prod_', KEY . 'a', strtoupper( KEY ), 'cb_dev_0123456789abcdef0123456789abcdef', KEY . '"' ),
			'primary_color' => array( 'red', '#12', '#0f62fe;}' ),
			'position'      => array( 'top' ),
			'locale'        => array( 'fr' ),
			'scope'         => array( 'nowhere' ),
		);
		foreach ( $invalid as $name => $values ) {
			foreach ( $values as $value ) {
				with( $complete );
				same( CarBot_Options::read(), CarBot_Options::sanitize( array( $name => $value ) ), $value );
				same( array( "carbot_$name" ), $world->errors, $value );
			}
		}
		with( $complete );
		same( CarBot_Options::read(), CarBot_Options::sanitize( 'no array' ) );
		same( CarBot_Options::read(), CarBot_Options::sanitize( array( 'label' => array( 'x' ) ) ) );
	},
	'a server on this machine may do without TLS'   => static function () {
		with( array() );
		foreach ( array( 'http://localhost:3000', 'http://127.0.0.1:3000' ) as $server ) {
			same( $server, CarBot_Options::sanitize( array( 'server' => $server ) )['server'] );
		}
	},
	'broken stored values do no harm'               => static function () {
		with( 'broken' );
		same( CarBot_Options::DEFAULTS, CarBot_Options::read() );
		with( array( 'server' => array() ) );
		same( CarBot_Options::DEFAULTS, CarBot_Options::read() );
	},
	'every page gets one async script'              => static function () use ( $complete ) {
		global $world;
		with( $complete );
		( new CarBot_Frontend() )->enqueue();
		same( array( 'carbot' ), $world->queue );
		$script = $world->scripts['carbot'];
		same( 'https://chat.example.com/widget.js', $script['source'] );
		same( null, $script['version'] );
		same( 'async', $script['args']['strategy'] );
	},
	'without server or key there is no script'      => static function () use ( $complete ) {
		global $world;
		foreach ( array( 'server', 'client_key' ) as $missing ) {
			with( array_diff_key( $complete, array( $missing => 1 ) ) );
			( new CarBot_Frontend() )->enqueue();
			same( array(), $world->scripts );
			same( '', ( new CarBot_Frontend() )->shortcode( '' ) );
		}
	},
	'the tag says what was set and nothing else'    => static function () use ( $complete ) {
		with(
			$complete + array(
				'position' => 'bottom-left',
				'label'    => 'Preise & Termine',
			)
		);
		$frontend = new CarBot_Frontend();
		$tag      = "<script src='https://chat.example.com/widget.js' id='carbot-js'></script>\n";
		$expected = '<script async data-client-key="' . KEY . '" data-position="bottom-left"'
			. " data-label=\"Preise &amp; Termine\" src='https://chat.example.com/widget.js' id='carbot-js'></script>\n";
		same( $expected, $frontend->add_attributes( $tag, 'carbot' ) );
		same( $tag, $frontend->add_attributes( $tag, 'jquery' ) );
	},
	'the shortcode shows the chat on its page only' => static function () use ( $complete ) {
		global $world;
		with( $complete + array( 'scope' => 'shortcode' ) );
		$frontend = new CarBot_Frontend();
		$frontend->enqueue();
		same( array(), $world->queue );
		same( '', $frontend->shortcode( '' ) );
		same( array( 'carbot' ), $world->queue );
		$button = $frontend->shortcode(
			array(
				'label'   => '<b>Fragen</b>',
				'message' => '"onclick="x',
				'class'   => 'x',
			)
		);
		same( '<button type="button" class="wp-element-button" data-carbot-open="&quot;onclick=&quot;x">&lt;b&gt;Fragen&lt;/b&gt;</button>', $button );
		same( 'carbot-open', end( $world->queue ) );
	},
	'the settings page escapes and carries a nonce' => static function () use ( $complete ) {
		global $world;
		with( array( 'server' => '"><script>' ) + $complete );
		$settings = new CarBot_Settings();
		$settings->add_fields();
		$settings->add_page();
		same( 'manage_options', $world->hooks['page'][0][2] );
		same( array( 'CarBot_Options', 'sanitize' ), $world->hooks['setting']['carbot']['sanitize_callback'] );
		ob_start();
		$settings->render();
		$html = ob_get_clean();
		same( true, false !== strpos( $html, '<nonce of carbot>' ) );
		same( false, strpos( $html, '<script>' ) );
		same( true, false !== strpos( $html, 'value="&quot;&gt;&lt;script&gt;"' ) );
		same( count( CarBot_Options::DEFAULTS ), preg_match_all( '/name="carbot\[\w+\]"/', $html ) );
		$world->may = false;
		ob_start();
		$settings->render();
		same( '', ob_get_clean() );
		$world->may = true;
	},
	'uninstalling leaves nothing'                   => static function () use ( $complete, $plugin ) {
		global $world;
		with( $complete );
		define( 'WP_UNINSTALL_PLUGIN', 'carbot/carbot.php' );
		require $plugin . '/uninstall.php';
		same( array(), $world->options );
	},
	'every text is in the template and in German'   => static function () use ( $plugin ) {
		$texts = array();
		foreach ( array_merge( array( "$plugin/carbot.php" ), glob( "$plugin/includes/*.php" ) ) as $file ) {
			$source = file_get_contents( $file );
			preg_match_all( "/(?:__|esc_html__)\( '((?:[^'\\\\]|\\\\.)*)', 'carbot' \)/", $source, $found );
			$texts = array_merge( $texts, array_map( 'stripslashes', $found[1] ) );
		}
		preg_match( '/Description:\s+(.+)/', file_get_contents( "$plugin/carbot.php" ), $description );
		$texts[] = $description[1];
		$texts   = array_unique( $texts );
		sort( $texts );
		$read = static function ( $file ) {
			preg_match_all( '/^msgid (".+")\nmsgstr (".*")$/m', file_get_contents( $file ), $pairs );
			return array_combine( array_map( 'json_decode', $pairs[1] ), array_map( 'json_decode', $pairs[2] ) );
		};
		$template = array_keys( $read( "$plugin/languages/carbot.pot" ) );
		sort( $template );
		same( $texts, $template );
		$german = $read( "$plugin/languages/carbot-de_DE.po" );
		same( array(), array_keys( $german, '', true ) );
		$compiled = require "$plugin/languages/carbot-de_DE.l10n.php";
		same( $german, $compiled['messages'] );
		$german = array_keys( $german );
		sort( $german );
		same( $texts, $german );
	},
);

$failures = 0;
foreach ( $tests as $name => $test ) {
	try {
		$test();
		echo "ok   $name\n";
	} catch ( Throwable $error ) {
		++$failures;
		echo "FAIL $name: {$error->getMessage()} ({$error->getFile()}:{$error->getLine()})\n";
	}
}
echo count( $tests ) - $failures . " passed, $failures failed\n";
exit( $failures ? 1 : 0 );
